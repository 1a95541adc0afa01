/** The facets: every way the papers divide, with the number of papers each choice would leave. */

import type { Counts } from "../engine/match.ts";
import type { Facet } from "../engine/facets.ts";
import type { Range, RangeFacet, RangeId } from "../engine/ranges.ts";
import { type State, toggle, withMode, withRange } from "../engine/state.ts";
import { element, required } from "../lib/dom.ts";
import { _ } from "../lib/words.ts";
import { FacetGroup } from "./facet-group.ts";
import { RangeField } from "./range-field.ts";

/** Facets that are open from the start; the others open where something in them is chosen. */
const OPEN = 4;

/** Tells how the state changes by what the reader does; `of` names what is changed step by step. */
export type Change = (step: (state: State) => State, of?: string) => void;

export class FacetPanel {
  readonly #groups: readonly FacetGroup[];
  readonly #ranges: ReadonlyMap<RangeId, RangeField>;
  readonly #alone: readonly HTMLElement[];
  readonly #summary: HTMLElement;
  readonly #panel: HTMLDetailsElement;
  /** What the groups do not say yet: on a phone they are folded away until they are wanted. */
  #untold: readonly [Counts, State] | null = null;

  constructor(place: HTMLElement, facets: readonly Facet[], ranges: readonly RangeFacet[], change: Change) {
    this.#panel = required(".kb-facets", HTMLDetailsElement, place);
    foldOnNarrowScreens(this.#panel);
    this.#panel.addEventListener("toggle", () => {
      for (const _step of this.#tellWhereOpen());
    });
    this.#summary = required(".kb-facets__chosen", HTMLElement, place);
    const bound = (id: RangeId, range: Range): void => change((state) => withRange(state, id, range), id);
    this.#ranges = new Map(
      ranges.map((range) => [range.id, new RangeField(range, (chosen) => bound(range.id, chosen))]),
    );
    this.#groups = facets
      .filter((facet) => facet.options.length > 0)
      .map(
        (facet, place) =>
          new FacetGroup(facet, place < OPEN, {
            toggle: (value) => change((state) => toggle(state, facet.id, value)),
            exclude: (value) => change((state) => toggle(state, facet.id, value, "excluded")),
            mode: (mode) => change((state) => withMode(state, facet.id, mode)),
          }),
      );
    const year = this.#ranges.get("year");
    const groups = this.#groups.map((group) => {
      if (group.facet.id === "year" && year) group.prepend(year.element);
      return group.element;
    });
    this.#alone = [...this.#ranges].filter(([id]) => id !== "year").map(([, field]) => alone(field));
    required(".kb-facets__groups", HTMLElement, place).replaceChildren(...groups, ...this.#alone);
  }

  /** Show how many papers each option would leave, facet by facet. */
  *show(all: Counts, state: State): Generator<void> {
    const chosen = [...Object.values(state.chosen), ...Object.values(state.excluded), Object.keys(state.ranges)];
    const count = chosen.reduce((sum, values) => sum + values.length, 0);
    this.#summary.textContent = count > 0 ? _("({count} chosen)", { count }) : "";
    this.#untold = [all, state];
    yield* this.#tellWhereOpen();
  }

  *#tellWhereOpen(): Generator<void> {
    if (!this.#panel.open || !this.#untold) return;
    const [all, state] = this.#untold;
    this.#untold = null;
    for (const group of this.#groups) {
      const isDrawn = group.show({
        counts: all[group.facet.id] ?? [],
        chosen: state.chosen[group.facet.id] ?? [],
        excluded: state.excluded[group.facet.id] ?? [],
        mode: state.any.includes(group.facet.id) ? "any" : group.facet.mode,
        kept: group.facet.id === "year" && this.#ranges.has("year"),
      });
      if (isDrawn) yield;
    }
    for (const [id, field] of this.#ranges) field.show(state.ranges[id] ?? { from: null, to: null });
    for (const group of this.#alone) group.hidden = false;
  }
}

/** A range that no facet has a place for, folded until it is wanted. */
function alone(field: RangeField): HTMLElement {
  const group = element("details", "kb-facet");
  group.hidden = true;
  group.append(element("summary", "kb-facet__name", field.facet.name), field.element);
  field.onUse = () => {
    group.open = true;
  };
  return group;
}

/** Beside the results the facets are always open; above them they are folded until a reader wants them. */
function foldOnNarrowScreens(panel: HTMLDetailsElement): void {
  const wide = matchMedia("(min-width: 60em)");
  const summary = required("summary", HTMLElement, panel);
  const fit = (): void => {
    panel.open = wide.matches;
    summary.tabIndex = wide.matches ? -1 : 0;
  };
  wide.addEventListener("change", fit);
  fit();
}
