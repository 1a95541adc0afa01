/** What every page needs: header search, copy buttons, sortable tables, links that work from a file system. */

import { ownAddress, siteRoot } from "../lib/root.ts";
import { searchBox } from "../search/box.ts";
import { searchPage } from "../search/page.ts";
import { copyButtons } from "./copy.ts";
import { fileLinks } from "./file-links.ts";
import { scrollableRegions } from "./scrollable.ts";
import { sortableTables } from "./tables.ts";

const root = siteRoot(ownAddress());

fileLinks();
copyButtons();
sortableTables();
scrollableRegions();
searchBox(root);
searchPage(root);
