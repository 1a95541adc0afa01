/** A box that finds papers by the words of their titles and by their authors' names. */

import { required } from "../lib/dom.ts";
import { fold, words } from "../lib/fold.ts";
import { Picks } from "../lib/picks.ts";
import { _ } from "../lib/words.ts";
import type { Catalogue } from "../engine/catalogue.ts";

const SHOWN = 8;

export type Picker = { show(paper: number | null): void };

/** What the boxes search: title and authors of each paper, folded. */
export function searchTexts(catalogue: Catalogue): readonly string[] {
  const { title, authors } = catalogue.papers;
  return title.map((one, paper) => ` ${fold(one)} ${fold(authors[paper] ?? "")}`);
}

/** The papers that have all words of a text, at the beginning of a word of theirs, the weightiest first. */
export function find(texts: readonly string[], rank: readonly number[], text: string): number[] {
  const wanted = words(text);
  if (wanted.length === 0) return [];
  const begins = (where: string, word: string): boolean => {
    for (let at = where.indexOf(word); at >= 0; at = where.indexOf(word, at + 1)) {
      if (!/[\p{L}\p{N}]/u.test(where[at - 1] ?? "")) return true;
    }
    return false;
  };
  const found: number[] = [];
  texts.forEach((where, paper) => {
    if (wanted.every((word) => begins(where, word))) found.push(paper);
  });
  return found.sort((one, other) => (rank[other] ?? 0) - (rank[one] ?? 0) || one - other);
}

/** Let a box pick a paper: `search` finds them, `picked` is told which. */
export function picker(
  place: HTMLElement,
  titles: readonly string[],
  search: (text: string) => number[],
  picked: (paper: number) => void,
): Picker {
  const box = required("input", HTMLInputElement, place);
  const picks = new Picks(place, box, required("ul", HTMLUListElement, place));
  const show = (paper: number | null): void => {
    box.value = paper === null ? "" : (titles[paper] ?? "");
    picks.close();
  };
  const pick = (paper: number): void => {
    show(paper);
    box.focus();
    picked(paper);
  };
  box.addEventListener("input", () => {
    const found = search(box.value);
    const more = found.length > SHOWN ? _("and {count} more", { count: found.length - SHOWN }) : "";
    const remark = found.length === 0 && box.value.trim() ? _("No paper has these words.") : more;
    picks.show(
      found.slice(0, SHOWN).map((paper) => ({ name: titles[paper] ?? "", pick: () => pick(paper) })),
      remark,
    );
  });
  box.addEventListener("focus", () => box.select());
  return { show };
}
