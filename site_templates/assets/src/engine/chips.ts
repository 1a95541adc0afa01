/** Every filter that is on, in words, with the state that a reader gets by taking it off. */

import { _ } from "../lib/words.ts";
import { type Clause, withoutClause } from "../query/parse.ts";
import type { FacetColumn } from "./facets.ts";
import { RANGE_IDS, rangeInSigns, rangeName } from "./ranges.ts";
import { type State, toggle, withRange } from "./state.ts";

export type Chip = { readonly name: string; readonly value: string; readonly without: State };

/** Names of what a clause asks; other fields are called as in the query. */
const NAMES: Readonly<Record<string, () => string>> = {
  phrase: () => _("words"),
  word: () => _("word"),
  arxiv: () => "arXiv",
  doi: () => "DOI",
};

export function isPlainWord(clause: Clause): boolean {
  return clause.type === "word" && !clause.negated;
}

/** The filters of a state, those of its text first. Plain words are no filters: they stand in the box. */
export function chipsOf(state: State, clauses: readonly Clause[], columns: readonly FacetColumn[]): Chip[] {
  const fromText = clauses.filter((clause) => !isPlainWord(clause)).map((clause) => clauseChip(state, clause));
  const fromFacets = columns.flatMap((column) => [
    ...(state.chosen[column.facet.id] ?? []).map((value) => facetChip(state, column, value, "chosen")),
    ...(state.excluded[column.facet.id] ?? []).map((value) => facetChip(state, column, value, "excluded")),
  ]);
  const fromRanges = RANGE_IDS.flatMap((id) => {
    const range = state.ranges[id];
    if (!range) return [];
    return [
      { name: rangeName(id), value: rangeInSigns(range), without: withRange(state, id, { from: null, to: null }) },
    ];
  });
  return [...fromText, ...fromFacets, ...fromRanges];
}

/** What a reader can take away where nothing matches: the filters, and each of several words. */
export function removable(state: State, clauses: readonly Clause[], columns: readonly FacetColumn[]): Chip[] {
  const chips = chipsOf(state, clauses, columns);
  const plain = clauses.filter(isPlainWord);
  return plain.length + chips.length < 2 ? chips : [...chips, ...plain.map((clause) => clauseChip(state, clause))];
}

function clauseChip(state: State, clause: Clause): Chip {
  const name = NAMES[clause.field || clause.type]?.() ?? clause.field;
  const any = clause.values.reduce((some, another) => _("{some} or {another}", { some, another }));
  return {
    name: clause.negated ? not(name) : name,
    value: clause.type === "phrase" ? `“${any}”` : any,
    without: { ...state, text: withoutClause(state.text, clause), page: 1 },
  };
}

function facetChip(state: State, { facet, place }: FacetColumn, value: string, as: "chosen" | "excluded"): Chip {
  return {
    name: as === "excluded" ? not(facet.name) : facet.name,
    value: facet.options[place.get(value) ?? -1]?.label ?? value,
    without: toggle(state, facet.id, value, as),
  };
}

function not(name: string): string {
  return _("Not {name}", { name });
}
