/** The search box in the header: a plain form to /search/, and what opens below it comes when a reader turns to it. */

import { isWriting } from "../lib/dom.ts";
import { canSearch } from "../search/pagefind.ts";

/** `load` loads what shows pages as one types. */
export function searchBox(load: () => void): void {
  const box = document.querySelector<HTMLInputElement>("form.kb-search input[name=q]");
  if (!box) return;
  focusOnSlash(box);
  // On the search page the results stand below; on a file system there are none, which the search page explains.
  if (!canSearch() || document.getElementById("kb-search")) return;
  if (document.activeElement === box) load();
  else box.addEventListener("focus", load, { once: true });
}

/** "/" leads to the search box of the page: the explorer's where there is one, otherwise the header's. */
function focusOnSlash(box: HTMLInputElement): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || isWriting(event)) return;
    event.preventDefault();
    const main = document.querySelector<HTMLInputElement>("input[data-kb-main-search]") ?? box;
    main.focus();
    main.select();
  });
}
