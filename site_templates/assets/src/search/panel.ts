/** What opens below the search box in the header: pages, as one types. */

import { element, required } from "../lib/dom.ts";
import { arrowKeys, closing } from "../lib/roving.ts";
import { _, ngettext } from "../lib/words.ts";
import { foundInWords, hitItem } from "./hit.ts";
import { loadPagefind, searchPages } from "./pagefind.ts";

const SHOWN = 7;

export function searchPanel(root: URL): void {
  const form = required("form.kb-search", HTMLFormElement);
  const box = required("input[name=q]", HTMLInputElement, form);
  const panel = required(".kb-search__panel", HTMLElement, form);
  const status = required(".kb-search__status", HTMLElement, form);
  arrowKeys(box, form, () => [...panel.querySelectorAll<HTMLElement>("a")]);
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
  box.addEventListener("input", () => void show());
  closing(box, form, panel, close);
  // The reader who turned to the box may have typed before this script came.
  if (box.value.trim()) void show();
  else void loadPagefind(root).catch(() => undefined);
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
