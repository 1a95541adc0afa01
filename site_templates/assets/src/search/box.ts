/** The search box in the header: shows pages as one types; without this script it is a plain form to /search/. */

import { element, isWriting, required } from "../lib/dom.ts";
import { arrowKeys, closing } from "../lib/roving.ts";
import { _, ngettext } from "../lib/words.ts";
import { foundInWords, hitItem } from "./hit.ts";
import { canSearch, loadPagefind, searchPages } from "./pagefind.ts";

const SHOWN = 7;

export function searchBox(root: URL): void {
  const form = document.querySelector<HTMLFormElement>("form.kb-search");
  if (!form) return;
  const box = required("input[name=q]", HTMLInputElement, form);
  const panel = required(".kb-search__panel", HTMLElement, form);
  const status = required(".kb-search__status", HTMLElement, form);
  focusOnSlash(box);
  arrowKeys(box, form, () => [...panel.querySelectorAll<HTMLElement>("a")]);
  // On the search page the results stand below; on a file system there are none, which the search page explains.
  if (!canSearch() || document.getElementById("kb-search")) return;

  let latest = 0;
  const close = (): void => {
    latest += 1;
    panel.hidden = true;
  };
  const show = async (): Promise<void> => {
    const asked = ++latest;
    const text = box.value.trim();
    if (!text) return close();
    const shown = await resultsOf(root, text);
    if (asked !== latest) return;
    panel.replaceChildren(...shown.items);
    status.textContent = shown.status;
    panel.hidden = false;
  };
  box.addEventListener("focus", () => void loadPagefind(root).catch(() => undefined), { once: true });
  box.addEventListener("input", () => void show());
  closing(box, form, panel, close);
}

async function resultsOf(root: URL, text: string): Promise<{ items: HTMLElement[]; status: string }> {
  const elsewhere = element("p", "kb-search__more");
  const explore = link(root, `explore/?${new URLSearchParams({ q: text })}`, _("Search titles and authors in Explore"));
  try {
    const results = await searchPages(root, text);
    const hits = await results.hits(0, SHOWN);
    const list = element("ul", "kb-search__hits");
    list.append(...hits.map(hitItem));
    if (results.total > hits.length) {
      elsewhere.append(
        link(
          root,
          `search/?${new URLSearchParams({ q: text })}`,
          ngettext("All {count} page", "All {count} pages", results.total),
        ),
        " · ",
      );
    }
    elsewhere.append(explore);
    const status = foundInWords(results.total, text);
    const note = element("p", "kb-search__none", status);
    return { items: results.total === 0 ? [note, elsewhere] : [list, elsewhere], status };
  } catch {
    elsewhere.append(explore);
    const status = _("The full-text index could not be loaded.");
    return { items: [element("p", "kb-search__none", status), elsewhere], status };
  }
}

function link(root: URL, path: string, text: string): HTMLAnchorElement {
  const made = element("a", "", text);
  made.href = new URL(path, root).href;
  return made;
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
