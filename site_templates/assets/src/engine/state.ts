/** What a reader asks of the explorer, and its form in an address that can be shared. */

import { RANGE_IDS, type Range, type RangeId, readRange, writeRange } from "./ranges.ts";

export const SORTS = ["relevance", "newest", "oldest", "title", "cited", "citations", "stars", "added"] as const;
export type Sort = (typeof SORTS)[number];

export const VIEWS = ["list", "table", "gallery"] as const;
export type View = (typeof VIEWS)[number];

type Values = Readonly<Record<string, readonly string[]>>;

export type State = {
  readonly text: string;
  /** Chosen values by facet: an axis of the taxonomy, or year, venue, kind, has. */
  readonly chosen: Values;
  /** Values by facet that no paper may have. */
  readonly excluded: Values;
  /** The facets of which any chosen value will do though all are asked for otherwise. */
  readonly any: readonly string[];
  readonly ranges: Readonly<Partial<Record<RangeId, Range>>>;
  readonly sort: Sort;
  /** The page of the results, from 1. */
  readonly page: number;
  readonly view: View;
  /** The columns of the table that a reader chose; none stands for those that are shown to everybody. */
  readonly columns: readonly string[];
};

export const EMPTY: State = {
  text: "",
  chosen: {},
  excluded: {},
  any: [],
  ranges: {},
  sort: "relevance",
  page: 1,
  view: "list",
  columns: [],
};

/** The order a reader sees: where nothing is asked there is no relevance, and the newest come first. */
export function shownSort(state: State): Sort {
  return state.sort === "relevance" && state.text.trim() === "" ? "newest" : state.sort;
}

const RESERVED = new Set(["q", "sort", "page", "any", "view", "columns", "cited", "citations", "stars"]);

/** The state an address asks for; facets that do not exist are left out. */
export function readState(search: string, facets: readonly string[]): State {
  const params = new URLSearchParams(search);
  const listed = (name: string): string[] => [
    ...new Set(
      params
        .getAll(name)
        .flatMap((value) => value.split(","))
        .filter((value) => value !== ""),
    ),
  ];
  const chosen: Record<string, string[]> = {};
  const excluded: Record<string, string[]> = {};
  for (const facet of facets) {
    if (RESERVED.has(facet)) continue;
    const values = listed(facet).filter((value) => !value.includes(".."));
    const no = values.filter((value) => value.startsWith("-")).map((value) => value.slice(1));
    const yes = values.filter((value) => !value.startsWith("-") && !no.includes(value));
    if (yes.length > 0) chosen[facet] = yes;
    if (no.length > 0) excluded[facet] = no;
  }
  const page = Number.parseInt(params.get("page") ?? "1", 10);
  const ranges = RANGE_IDS.flatMap((id) => {
    const range = listed(id).map(readRange).find(Boolean);
    return range ? [[id, range] as const] : [];
  });
  return {
    text: params.get("q") ?? "",
    chosen,
    excluded,
    any: listed("any").filter((facet) => facets.includes(facet)),
    ranges: Object.fromEntries(ranges),
    sort: SORTS.find((name) => name === params.get("sort")) ?? "relevance",
    page: page > 0 ? page : 1,
    view: VIEWS.find((name) => name === params.get("view")) ?? "list",
    columns: listed("columns"),
  };
}

/** The query string of a state, empty for the state everybody starts with. */
export function writeState(state: State): string {
  const params = new URLSearchParams();
  if (state.text.trim()) params.set("q", state.text.trim());
  const facets = new Set([...Object.keys(state.chosen), ...Object.keys(state.excluded), ...Object.keys(state.ranges)]);
  for (const facet of facets) {
    const range = state.ranges[facet as RangeId];
    const values = [
      ...(state.chosen[facet] ?? []),
      ...(state.excluded[facet] ?? []).map((value) => `-${value}`),
      ...(range ? [writeRange(range)] : []),
    ];
    if (values.length > 0) params.set(facet, values.join(","));
  }
  if (state.any.length > 0) params.set("any", state.any.join(","));
  if (state.sort !== "relevance") params.set("sort", state.sort);
  if (state.page > 1) params.set("page", String(state.page));
  if (state.view !== "list") params.set("view", state.view);
  if (state.columns.length > 0) params.set("columns", state.columns.join(","));
  return params.toString().replaceAll("%2C", ",");
}

/** How a value of a facet counts: papers must have it, may not have it, or may do as they like. */
export type Choice = "chosen" | "excluded" | "neither";

/** The state with one value of a facet counting so; the results begin at the first page again. */
function choose(state: State, facet: string, value: string, choice: Choice): State {
  return {
    ...state,
    chosen: withValue(state.chosen, facet, value, choice === "chosen"),
    excluded: withValue(state.excluded, facet, value, choice === "excluded"),
    page: 1,
  };
}

/** The state with one value of a facet switched on or off. */
export function toggle(state: State, facet: string, value: string, as: Exclude<Choice, "neither"> = "chosen"): State {
  const on = state[as][facet]?.includes(value) ?? false;
  return choose(state, facet, value, on ? "neither" : as);
}

/** The state in which any chosen value of a facet will do, or all are asked for. */
export function withMode(state: State, facet: string, mode: "all" | "any"): State {
  const others = state.any.filter((one) => one !== facet);
  return { ...state, any: mode === "any" ? [...others, facet] : others, page: 1 };
}

/** The state with a range, or without where it is open on both sides. */
export function withRange(state: State, id: RangeId, range: Range): State {
  const { [id]: _, ...others } = state.ranges;
  const open = range.from === null && range.to === null;
  return { ...state, ranges: open ? others : { ...others, [id]: range }, page: 1 };
}

/** The state that shows papers in the same way, and asks nothing of them. */
export function withoutFilters(state: State): State {
  return { ...EMPTY, sort: state.sort, view: state.view, columns: state.columns };
}

function withValue(values: Values, facet: string, value: string, on: boolean): Values {
  const before = values[facet] ?? [];
  if (before.includes(value) === on) return values;
  const after = on ? [...before, value] : before.filter((other) => other !== value);
  const { [facet]: _, ...others } = values;
  return after.length > 0 ? { ...others, [facet]: after } : others;
}
