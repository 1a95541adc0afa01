/** The search page: every page that has the words, with its kind, and the question in the address. */

import { showQuery } from "../lib/address.ts";
import { pressable, required } from "../lib/dom.ts";
import { _, number } from "../lib/words.ts";
import { foundInWords, hitItem } from "./hit.ts";
import { canSearch, type Results, searchPages } from "./pagefind.ts";

const PAGE = 20;

export function searchPage(root: URL): void {
  const place = required("#kb-search", HTMLElement);
  const form = required("form", HTMLFormElement, place);
  const box = required("input[name=q]", HTMLInputElement, form);
  const kinds = required(".kb-kinds", HTMLElement, place);
  const list = required(".kb-hits", HTMLElement, place);
  const status = required("[role=status]", HTMLElement, place);
  const more = required("button.kb-more", HTMLButtonElement, place);
  const explore = required("a.kb-search-in-explore", HTMLAnchorElement, place);
  if (place.dataset.enabled !== "true") return;
  if (!canSearch()) {
    required(".kb-needs-server", HTMLElement, place).hidden = false;
    form.hidden = true;
    return;
  }

  let latest = 0;
  let kind = "";
  let results: Results | null = null;

  const append = async (asked: number): Promise<void> => {
    const from = list.childElementCount;
    const hits = (await results?.hits(from, from + PAGE)) ?? [];
    if (asked !== latest) return;
    list.append(...hits.map(hitItem));
    more.hidden = list.childElementCount >= (results?.total ?? 0);
  };
  const search = async (): Promise<void> => {
    const asked = ++latest;
    const text = box.value.trim();
    explore.search = text ? `?${new URLSearchParams({ q: text })}` : "";
    if (!text) {
      list.replaceChildren();
      kinds.replaceChildren();
      more.hidden = true;
      status.textContent = "";
      return;
    }
    try {
      const found = await searchPages(root, text, kind);
      if (asked !== latest) return;
      results = found;
      list.replaceChildren();
      await append(asked);
      if (asked !== latest) return;
      status.textContent = foundInWords(found.total, text);
      kinds.replaceChildren(...kindButtons(found, kind, choose));
    } catch {
      if (asked !== latest) return;
      status.textContent = _("The full-text index could not be loaded. Explore searches titles and authors.");
    }
  };
  const choose = (chosen: string): void => {
    kind = chosen;
    remember(true);
    void search();
    kinds.querySelector<HTMLButtonElement>("[aria-pressed=true]")?.focus();
  };
  const remember = (asNew: boolean): void => {
    const params = new URLSearchParams(Object.entries({ q: box.value.trim(), kind }).filter(([, value]) => value));
    showQuery(params.toString(), asNew);
  };
  const read = (): void => {
    const params = new URLSearchParams(location.search);
    box.value = params.get("q") ?? "";
    kind = params.get("kind") ?? "";
    void search();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember(true);
    void search();
  });
  box.addEventListener("input", () => {
    remember(false);
    void search();
  });
  more.addEventListener("click", () => void append(latest));
  addEventListener("popstate", read);
  read();
}

function kindButtons(found: Results, kind: string, choose: (kind: string) => void): HTMLButtonElement[] {
  const kinds = Object.entries(found.kinds).filter(([name, count]) => count > 0 || name === kind);
  if (kinds.length < 2 && !kind) return [];
  const all = kinds.reduce((sum, [, count]) => sum + count, 0);
  return [["", all] as const, ...kinds].map(([name, count]) => {
    const kindOf = name || _("all");
    const words = `${kindOf} (${number(count)})`;
    const button = pressable("kb-chip", words, () => choose(name));
    button.setAttribute("aria-pressed", String(name === kind));
    return button;
  });
}
