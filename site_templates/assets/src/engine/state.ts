/** What a reader asks of the explorer, and its form in an address that can be shared. */

export const SORTS = ["relevance", "newest", "oldest", "title", "cited"] as const;
export type Sort = (typeof SORTS)[number];

export type State = {
  readonly text: string;
  /** Chosen values by facet: an axis of the taxonomy, or year, venue, kind, has. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  readonly sort: Sort;
  /** The page of the results, from 1. */
  readonly page: number;
};

export const EMPTY: State = { text: "", chosen: {}, sort: "relevance", page: 1 };

/** The order a reader sees: where nothing is asked there is no relevance, and the newest come first. */
export function shownSort(state: State): Sort {
  return state.sort === "relevance" && state.text.trim() === "" ? "newest" : state.sort;
}

const RESERVED = new Set(["q", "sort", "page"]);

/** The state an address asks for; facets that do not exist are left out. */
export function readState(search: string, facets: readonly string[]): State {
  const params = new URLSearchParams(search);
  const chosen: Record<string, string[]> = {};
  for (const facet of facets) {
    if (RESERVED.has(facet)) continue;
    const values = params
      .getAll(facet)
      .flatMap((value) => value.split(","))
      .filter((value) => value !== "");
    if (values.length > 0) chosen[facet] = [...new Set(values)];
  }
  const sort = SORTS.find((name) => name === params.get("sort")) ?? "relevance";
  const page = Number.parseInt(params.get("page") ?? "1", 10);
  return { text: params.get("q") ?? "", chosen, sort, page: page > 0 ? page : 1 };
}

/** The query string of a state, empty for the state everybody starts with. */
export function writeState(state: State): string {
  const params = new URLSearchParams();
  if (state.text.trim()) params.set("q", state.text.trim());
  for (const [facet, values] of Object.entries(state.chosen)) {
    if (values.length > 0) params.set(facet, values.join(","));
  }
  if (state.sort !== "relevance") params.set("sort", state.sort);
  if (state.page > 1) params.set("page", String(state.page));
  return params.toString().replaceAll("%2C", ",");
}

/** The state with one value of a facet switched on or off; the results begin at the first page again. */
export function toggle(state: State, facet: string, value: string): State {
  const before = state.chosen[facet] ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  const { [facet]: _, ...others } = state.chosen;
  return { ...state, chosen: after.length > 0 ? { ...others, [facet]: after } : others, page: 1 };
}
