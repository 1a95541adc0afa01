/** What every page needs: header search, copy buttons, sortable tables, links that work from a file system. */

import { ownAddress, siteRoot } from "../lib/root.ts";
import { searchBox } from "../search/box.ts";
import { searchPage } from "../search/page.ts";
import { copyButtons } from "./copy.ts";
import { fileLinks } from "./file-links.ts";
import { scrollableRegions } from "./scrollable.ts";
import { sortableTables } from "./tables.ts";

const script = ownAddress();
const root = siteRoot(script);

fileLinks();
copyButtons();
sortableTables();
scrollableRegions();
searchBox(root);
searchPage(root);
loadExplorer(script);

/** Only the explorer's page needs the explorer's code; it comes in the version of this script. */
function loadExplorer(own: string): void {
  if (!document.getElementById("kb-explore")) return;
  const address = new URL("explore.js", own);
  address.search = new URL(own).search;
  const explorer = document.createElement("script");
  explorer.src = address.href;
  document.head.append(explorer);
}
