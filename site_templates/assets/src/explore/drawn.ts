/**
 * The papers of a list or table as they are drawn: those in sight at once, those below a few at a time, so that nothing a
 * reader does waits for what is out of sight. What was drawn for the papers before is kept.
 */

import type { Row } from "../engine/catalogue.ts";
import { arrange } from "../lib/dom.ts";

/** How papers are laid out: the height of the lowest in pixels, and how many stand beside each other. */
export type Layout = { readonly height: number; readonly across: number };

/** How many papers out of sight are drawn in one step. */
const STEP = 4;

export class DrawnPapers {
  readonly #parent: HTMLElement;
  readonly #room: HTMLElement;
  readonly #draw: (row: Row) => HTMLElement;
  #items: ReadonlyMap<string, HTMLElement> = new Map();
  /** All papers to be shown, of which those out of sight may not be drawn yet. */
  #rows: readonly Row[] = [];
  #guess: Layout | null = null;
  #layout: Layout = { height: 1, across: 1 };
  #inSight = 0;

  /** `parent` gets what `draw` makes of each paper; `room` is as high as if all of them were drawn. */
  constructor(parent: HTMLElement, room: HTMLElement, draw: (row: Row) => HTMLElement) {
    this.#parent = parent;
    this.#room = room;
    this.#draw = draw;
  }

  /**
   * Show papers, of those not drawn yet only what can be in sight; `rest` draws the others. To be called before anything
   * else changes, while the browser knows where everything lies; `guess` is how papers are laid out where none was drawn
   * like that. `anew` draws those again that are there already.
   */
  show(rows: readonly Row[], guess: Layout, anew = false): void {
    this.#layout = (guess === this.#guess && this.#measured()) || guess;
    this.#guess = guess;
    if (anew) this.#items = new Map();
    const { height, across } = this.#layout;
    this.#inSight = across * Math.ceil(Math.max(0, innerHeight - top(this.#parent)) / height);
    this.#rows = rows;
    this.#arrange(this.#inSight);
  }

  /** Draw the papers out of sight, some at each step. */
  *rest(): Generator<void> {
    const count = this.#rows.length;
    for (let first = this.#inSight; first < count && this.#items.size < count; first += STEP) {
      this.#arrange(first + STEP);
      yield;
    }
  }

  /** Show nothing, and draw everything anew the next time. */
  clear(): void {
    this.#rows = [];
    this.#guess = null;
    this.#arrange(0);
  }

  /** How the papers in sight are laid out now, unless there is none. */
  #measured(): Layout | null {
    const boxes = [...this.#items.values()].slice(0, this.#inSight).map((item) => item.getBoundingClientRect());
    const [first] = boxes;
    if (!first) return null;
    const height = Math.max(1, Math.min(...boxes.map((box) => box.height)));
    return { height, across: boxes.filter((box) => box.top === first.top).length };
  }

  /**
   * The first papers, and those drawn before. A paper that was shown keeps its place in the document, or only moves; for
   * one that is not drawn there is room, so that nobody who reads further down is moved.
   */
  #arrange(first: number): void {
    const before = this.#items;
    const drawn = this.#rows.filter(({ id }, place) => place < first || before.has(id));
    this.#items = new Map(drawn.map((row) => [row.id, before.get(row.id) ?? this.#draw(row)]));
    arrange(this.#parent, [...this.#items.values()]);
    const { height, across } = this.#layout;
    this.#room.style.paddingBottom = `${Math.ceil((this.#rows.length - drawn.length) / across) * height}px`;
  }
}

/** Where an element begins in the window; of one that is not shown, where that begins in which it would be. */
function top(element: Element): number {
  const isShown = element.getClientRects().length > 0;
  return isShown || !element.parentElement ? element.getBoundingClientRect().top : top(element.parentElement);
}
