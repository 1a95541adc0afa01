/**
 * COinS of the papers shown, so that a reference manager offers to save them all: a span of the class `Z3988` with an
 * OpenURL context object (ANSI/NISO Z39.88-2004), as kbgen/render/site/coins.py writes it into lists that the build makes.
 */

import type { Row } from "../engine/catalogue.ts";
import { element } from "../lib/dom.ts";
import { pageOf } from "../lib/root.ts";

/** Format, genre, and the fields of the title and of what the paper is a part of. */
type Form = readonly [format: string, genre: string, title: string, container: string];
const PREPRINT: Form = ["journal", "preprint", "atitle", "jtitle"];
const FORMS: Readonly<Record<string, Form>> = {
  journal: ["journal", "article", "atitle", "jtitle"],
  conference: ["book", "proceeding", "atitle", "btitle"],
  workshop: ["book", "proceeding", "atitle", "btitle"],
  book: ["book", "bookitem", "atitle", "btitle"],
  thesis: ["dissertation", "", "title", "inst"],
};

/** How long a reader pauses before the papers shown are offered, in milliseconds: no key press waits for it. */
const PAUSE = 600;

export class Offers {
  readonly #place: HTMLElement;
  readonly #root: URL;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement, root: URL) {
    this.#place = place;
    this.#root = root;
  }

  /** Offer papers that are shown now, as soon as the reader pauses, instead of those offered before. */
  show(rows: readonly Row[]): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#offer(rows), PAUSE);
  }

  #offer(rows: readonly Row[]): void {
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const item of this.#place.querySelectorAll<HTMLElement>(".kb-explore__found [data-kb-id]")) {
      const row = byId.get(item.dataset.kbId ?? "");
      if (!row || item.querySelector(".Z3988")) continue;
      const span = element("span", "Z3988");
      span.title = contextObject(row, this.#root);
      item.querySelector(".kb-card, th")?.append(span);
    }
    // Zotero looks again where a page says that what it lists has changed.
    document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
  }
}

function contextObject(row: Row, root: URL): string {
  const [format, genre, title, container] = FORMS[row.venueKind] ?? PREPRINT;
  const facts: [string, string][] = [
    ["ctx_ver", "Z39.88-2004"],
    ["rft_val_fmt", `info:ofi/fmt:kev:mtx:${format}`],
    ["rft.genre", genre],
    [`rft.${title}`, row.title],
    [`rft.${container}`, row.venueName],
    ["rft.date", String(row.year || "")],
    ...row.authors.map((name): [string, string] => ["rft.au", name]),
    ["rft_id", row.doi && `info:doi/${row.doi}`],
    ["rft_id", row.arxiv ? `https://arxiv.org/abs/${row.arxiv}` : pageOf(root, "papers", row.id)],
  ];
  return String(new URLSearchParams(facts.filter(([, value]) => value !== "")));
}
