/** What can be done with the selected papers, or where none is selected with all that match: export, compare, keep. */

import type { Row } from "../engine/catalogue.ts";
import { Citations } from "../lib/cited.ts";
import { COMPARED_AT_MOST, compareLink } from "../lib/compare-link.ts";
import { required } from "../lib/dom.ts";
import { download, writtenTo } from "../lib/files.ts";
import { FORMATS, isFormat } from "../lib/formats.ts";
import type { ReadingList } from "../lib/reading-list.ts";
import { _ } from "../lib/words.ts";
import { tell } from "../reading/mark.ts";
import type { Selection } from "./selection.ts";

type Sources = {
  /** Every paper that matches, in order. */
  matching(): Promise<readonly string[]>;
  rows(ids: readonly string[]): readonly Row[];
};

export function selectionBar(
  place: HTMLElement,
  selection: Selection,
  list: ReadingList,
  root: URL,
  { matching, rows }: Sources,
): () => void {
  const bar = required(".kb-selection", HTMLElement, place);
  const button = required("button.kb-export", HTMLButtonElement, bar);
  const label = required("[data-kb-label]", HTMLElement, button);
  const format = required("select[name=format]", HTMLSelectElement, bar);
  const status = required(".kb-export__status", HTMLElement, bar);
  const clear = required("button.kb-export__clear", HTMLButtonElement, bar);
  const compare = required("a.kb-compare", HTMLAnchorElement, bar);
  const keep = required("button.kb-selection__keep", HTMLButtonElement, bar);
  const all = required("input.kb-select-page", HTMLInputElement, bar);
  const count = required(".kb-selection__count", HTMLElement, bar);
  const citations = new Citations(place);

  const show = (): void => {
    const chosen = selection.ids.length;
    const page = _("Select all on this page");
    label.textContent = chosen > 0 ? _("Export {count} selected", { count: chosen }) : _("Export these");
    count.textContent = chosen > 0 ? _("{count} selected", { count: chosen }) : page;
    all.setAttribute("aria-label", page);
    all.checked = selection.ofPage === "all";
    all.indeterminate = selection.ofPage === "some";
    clear.hidden = chosen === 0;
    keep.hidden = chosen === 0;
    compare.hidden = chosen < 2;
    const few = selection.ids.slice(0, COMPARED_AT_MOST);
    compare.href = compareLink(root, few);
    required("[data-kb-label]", HTMLElement, compare).textContent =
      chosen > COMPARED_AT_MOST
        ? _("Compare the first {count}", { count: COMPARED_AT_MOST })
        : _("Compare {count}", { count: chosen });
  };
  all.addEventListener("change", () => selection.set(selection.onPage, all.checked));
  clear.addEventListener("click", () => {
    selection.clear();
    button.focus();
  });
  keep.addEventListener("click", () => tell(list, list.add(rows(selection.ids)), true));
  button.addEventListener("click", async () => {
    const name = format.value;
    if (!isFormat(name)) return;
    const { file, type, write } = FORMATS[name];
    try {
      const chosen = selection.ids.length > 0 ? selection.ids : await matching();
      const papers = rows(chosen).map((row) => ({ row }));
      download(await write(papers, citations, root), file, type);
      status.textContent = writtenTo(file, papers.length);
    } catch (error) {
      status.textContent = _("The papers could not be exported ({error}).", { error: String(error) });
    }
  });
  return show;
}
