/** The explorer's address: what the reader asks for, as it is shared, with a step of the history for every change. */

import { showQuery } from "../lib/address.ts";

/** How long, in milliseconds, a reader who types rests before the address follows. */
const PAUSE = 150;

/** What an address says: a state as a query, and the selected papers as a fragment. */
export type Asked = { readonly query: string; readonly fragment: string };

export class Trail {
  readonly #asked: () => Asked;
  /** What the address does not say yet: a step that the back button undoes, or what belongs to the last one. */
  #unwritten: "step" | "detail" | null = null;
  /** Addresses of what was asked before that are still to be written. */
  #kept: { readonly asked: Asked; readonly isStep: boolean }[] = [];
  #writing: ReturnType<typeof setTimeout> | undefined;
  #steppedOn = "";
  #isSettled = false;

  /** `asked` tells what is asked for now. */
  constructor(asked: () => Asked) {
    this.#asked = asked;
    addEventListener("pagehide", () => this.write());
  }

  /**
   * Something is about to be changed that the back button undoes: what was asked until now is kept. Steps on end of the
   * same thing, as a slider makes them, are one; `of` names it.
   */
  step(of = ""): void {
    this.#keep();
    const isNew = of === "" || of !== this.#steppedOn;
    this.#steppedOn = of;
    this.#isSettled = false;
    this.#unwritten = isNew ? "step" : "detail";
  }

  /** A letter is about to be typed: it belongs to the last step, unless that is settled. */
  typed(): void {
    if (this.#isSettled) this.step();
    this.#steppedOn = "";
    this.detail();
  }

  /** Something that belongs to the last step has changed. */
  detail(): void {
    this.#unwritten ??= "detail";
  }

  /** What is asked now is done: the back button leads to it, whatever is typed next. */
  settle(): void {
    this.write();
    this.#isSettled = true;
  }

  /** Let the address say what it does not say yet. */
  write(): void {
    this.#keep();
    for (const { asked, isStep } of this.#kept.splice(0)) showQuery(asked.query, isStep, asked.fragment);
  }

  /** The same when the reader rests: letters are not written one by one. */
  writeSoon(): void {
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.write(), PAUSE);
  }

  /** The browser went to another address: what was to be written belongs to the one before. */
  left(): void {
    clearTimeout(this.#writing);
    this.#unwritten = null;
    this.#kept = [];
    this.#steppedOn = "";
    this.#isSettled = false;
  }

  /** Keep what the address does not say yet: writing it may wait, but what follows is another address. */
  #keep(): void {
    clearTimeout(this.#writing);
    if (this.#unwritten) this.#kept.push({ asked: this.#asked(), isStep: this.#unwritten === "step" });
    this.#unwritten = null;
  }
}
