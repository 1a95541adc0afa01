/** Which rows of the tables of datasets a reader wants: those that are filed under all that is chosen. */

import { words } from "../lib/fold.ts";

export type State = { readonly text: string; readonly chosen: Readonly<Record<string, readonly string[]>> };

export type Row = { readonly name: string; readonly filed: ReadonlySet<string> };

/** The state an address asks for; a facet that the page lacks is left out. */
export function readState(query: string, facets: readonly string[]): State {
  const params = new URLSearchParams(query);
  const chosen: Record<string, string[]> = {};
  for (const facet of facets) {
    const values = (params.get(facet) ?? "").split(",").filter(Boolean);
    if (values.length > 0) chosen[facet] = [...new Set(values)];
  }
  return { text: params.get("q") ?? "", chosen };
}

/** The query string of a state, empty where nothing is chosen. */
export function writeState({ text, chosen }: State): string {
  const params = new URLSearchParams();
  if (text.trim()) params.set("q", text.trim());
  for (const [facet, values] of Object.entries(chosen)) if (values.length > 0) params.set(facet, values.join(","));
  return params.toString().replaceAll("%2C", ",");
}

/** The state with a value of a facet switched on or off. */
export function toggle(state: State, facet: string, value: string): State {
  const before = state.chosen[facet] ?? [];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [facet]: after } };
}

/** The state with just one value of a facet, or none where it is "". */
export function choose(state: State, facet: string, value: string): State {
  return { ...state, chosen: { ...state.chosen, [facet]: value ? [value] : [] } };
}

/** Whether a row has all words of the text in its name, at the beginning of a word, and all that is chosen. */
export function isWanted(row: Row, state: State): boolean {
  const name = words(row.name);
  return (
    words(state.text).every((word) => name.some((one) => one.startsWith(word))) &&
    Object.entries(state.chosen).every(([facet, values]) => values.every((value) => row.filed.has(`${facet}:${value}`)))
  );
}
