/** A range of numbers: typed on either side, or set by the two thumbs of a slider, which arrow keys move. */

import type { Range, RangeFacet } from "../engine/ranges.ts";
import { element } from "../lib/dom.ts";
import { _ } from "../lib/words.ts";

type End = "from" | "to";

export class RangeField {
  readonly facet: RangeFacet;
  readonly element = element("div", "kb-range");
  /** Called when the range bounds something. */
  onUse: () => void = () => undefined;
  readonly #typed: Readonly<Record<End, HTMLInputElement>>;
  readonly #thumbs: Readonly<Record<End, HTMLInputElement>>;
  readonly #change: (range: Range) => void;
  #range: Range = { from: null, to: null };

  constructor(facet: RangeFacet, change: (range: Range) => void) {
    this.facet = facet;
    this.#change = change;
    this.#typed = { from: this.#number("from"), to: this.#number("to") };
    this.#thumbs = { from: this.#thumb("from"), to: this.#thumb("to") };
    const typed = element("div", "kb-range__typed");
    typed.append(this.#typed.from, element("span", "", "–"), this.#typed.to);
    const slider = element("div", "kb-range__slider");
    slider.append(this.#thumbs.from, this.#thumbs.to);
    this.element.append(typed, slider);
  }

  show(range: Range): void {
    this.#range = range;
    if (range.from !== null || range.to !== null) this.onUse();
    const { steps } = this.facet;
    const from = range.from === null ? 0 : place(steps, range.from);
    const to = range.to === null ? steps.length - 1 : place(steps, range.to);
    this.#thumbs.from.value = String(from);
    this.#thumbs.to.value = String(to);
    for (const end of ["from", "to"] as const) {
      const number = range[end];
      const typed = this.#typed[end];
      if (document.activeElement !== typed || Number(typed.value) !== number) typed.value = String(number ?? "");
      this.#thumbs[end].setAttribute("aria-valuetext", number === null ? _("any") : String(number));
    }
    this.element.style.setProperty("--kb-from", String(from / (steps.length - 1)));
    this.element.style.setProperty("--kb-to", String(to / (steps.length - 1)));
  }

  #set(end: End, number: number | null): void {
    const range = { ...this.#range, [end]: number };
    const { from, to } = range;
    // Ends that pass each other meet: the other end gives way.
    const crossed = from !== null && to !== null && from > to;
    this.#change(crossed ? { from: number, to: number } : range);
  }

  #number(end: End): HTMLInputElement {
    const { name, steps } = this.facet;
    const input = element("input", "kb-select-field");
    input.type = "number";
    input.min = "0";
    input.placeholder = String((end === "from" ? steps[0] : steps.at(-1)) ?? "");
    input.setAttribute("aria-label", end === "from" ? _("{name}, at least", { name }) : _("{name}, at most", { name }));
    input.addEventListener("change", () => {
      const number = input.value.trim() === "" ? null : Math.round(Number(input.value));
      this.#set(end, number !== null && number >= 0 ? number : null);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") input.blur();
    });
    return input;
  }

  #thumb(end: End): HTMLInputElement {
    const { name, steps } = this.facet;
    const input = element("input", `kb-range__thumb kb-range__thumb--${end}`);
    input.type = "range";
    input.min = "0";
    input.max = String(steps.length - 1);
    input.setAttribute(
      "aria-label",
      end === "from" ? _("{name}, lower end", { name }) : _("{name}, upper end", { name }),
    );
    input.addEventListener("input", () => {
      const at = Number(input.value);
      const open = at === (end === "from" ? 0 : steps.length - 1);
      this.#set(end, open ? null : (steps[at] ?? null));
    });
    return input;
  }
}

/** The step nearest to a number from below, the first where all are larger. */
function place(steps: readonly number[], number: number): number {
  const above = steps.findIndex((step) => step > number);
  return above < 0 ? steps.length - 1 : Math.max(0, above - 1);
}
