/** What the comparison reads beside the explorer's catalogue (see kbgen/views/site/compare.py). */

import type { Catalogue } from "../engine/catalogue.ts";
import { loadCatalogue } from "../engine/load.ts";
import { loadData } from "../lib/load.ts";

/** A dataset as an index of `datasets`, the role in which the paper names it, and the detail or "". */
export type Use = readonly [dataset: number, role: string, detail: string];

export type Result = readonly [
  dataset: number,
  task: string,
  metric: string,
  value: string,
  unit: string,
  model: string,
  source: string,
  better: "higher" | "lower" | "",
];

/** Papers of which nothing is known are left out. */
export type ComparisonData = {
  readonly version: 1;
  readonly datasets: readonly { readonly id: string; readonly name: string }[];
  readonly uses: Readonly<Record<string, readonly Use[]>>;
  readonly results: Readonly<Record<string, readonly Result[]>>;
  /** Headings with words. */
  readonly notes: Readonly<Record<string, readonly (readonly [heading: string, words: string])[]>>;
  /** What became of a paper. */
  readonly status: Readonly<Record<string, string>>;
};

export type Data = { readonly catalogue: Catalogue; readonly compared: ComparisonData };

/** Load both files, whose addresses the page's element names. */
export async function loadComparison(place: HTMLElement): Promise<Data> {
  const [catalogue, compared] = await Promise.all([
    loadCatalogue(place.dataset.catalogue ?? ""),
    loadData<ComparisonData>(place.dataset.comparison ?? "", "kbgenComparison", 1),
  ]);
  return { catalogue, compared };
}

/** What an object holds under a name, and never what all objects have. */
export function held<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
