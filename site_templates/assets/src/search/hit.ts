import { element } from "../lib/dom.ts";
import { _, ngettext } from "../lib/words.ts";
import type { Hit } from "./pagefind.ts";

/** One search result: what it is, its title as a link, who and where, and the words around the match. */
export function hitItem(hit: Hit): HTMLLIElement {
  const item = element("li", "kb-hit");
  const link = element("a", "kb-hit__link", hit.title);
  link.href = hit.url.href;
  const about = [hit.kind, hit.by].filter(Boolean).join(" · ");
  item.append(link);
  if (about) item.append(element("span", "kb-hit__about", about));
  const excerpt = element("span", "kb-hit__excerpt");
  excerpt.append(...hit.excerpt.map(({ text, marked }) => (marked ? element("mark", "", text) : text)));
  item.append(excerpt);
  return item;
}

/** How many pages have the words of a query. */
export function foundInWords(total: number, text: string): string {
  if (total === 0) return _("No page has the words “{words}”.", { words: text });
  return ngettext("{count} page found", "{count} pages found", total);
}
