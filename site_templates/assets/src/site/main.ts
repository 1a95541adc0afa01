/** What every page needs: header search, copy buttons, sortable tables, links that work from a file system. */

import { loadScript } from "../lib/load.ts";
import { ReadingList } from "../lib/reading-list.ts";
import { ownAddress, siteRoot } from "../lib/root.ts";
import { Marks } from "../reading/mark.ts";
import { citeBox } from "./cite.ts";
import { comments } from "./comments.ts";
import { copyButtons } from "./copy.ts";
import { fileLinks } from "./file-links.ts";
import { palette } from "./palette.ts";
import { scrollableRegions } from "./scrollable.ts";
import { searchBox } from "./search-box.ts";
import { sortableTables } from "./tables.ts";

const script = ownAddress();
const root = siteRoot(script);

fileLinks();
palette();
copyButtons();
citeBox(root);
comments(() => load("comments.js"));
sortableTables();
scrollableRegions();
searchBox(() => load("search.js"));
new Marks(new ReadingList(root)).everywhere();
loadFor("kb-search", "search.js");
loadFor("kb-explore", "explore.js");
loadFor("kb-graph", "graph.js");
loadFor("kb-reading-list", "reading.js");
loadFor("kb-offline", "offline.js");
whenNear(document.querySelector(".kb-neighbourhood:has(#kb-around)"), () => load("neighbourhood.js"));
loadFor("kb-datasets", "datasets.js");
loadFor("kb-compare", "compare.js");

/** Load the script that only the page with this element needs. */
function loadFor(id: string, name: string): void {
  if (document.getElementById(id)) load(name);
}

/** What only some pages need comes in a script of its own, in the version of this one. */
function load(name: string): void {
  const address = new URL(name, script);
  address.search = new URL(script).search;
  // The browser itself reports what it cannot load.
  loadScript(address.href).catch(() => undefined);
}

/** Wait until an element is nearly in view. */
function whenNear(element: Element | null, then: () => void): void {
  if (!element) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      then();
    },
    { rootMargin: "300px" },
  );
  observer.observe(element);
}
