/** Numbers of papers that a reader bounds on two sides: the year and what is counted. */

import { _ } from "../lib/words.ts";
import type { Catalogue } from "./catalogue.ts";

export const RANGE_IDS = ["year", "cited", "citations", "stars"] as const;
export type RangeId = (typeof RANGE_IDS)[number];

/** Both ends are included; `null` is an open end. A paper of which the number is not known lies in no range. */
export type Range = { readonly from: number | null; readonly to: number | null };

const NAMES: Readonly<Record<RangeId, () => string>> = {
  year: () => _("Year"),
  cited: () => _("Cited by papers here"),
  citations: () => _("Citations anywhere"),
  stars: () => _("Stars of the code"),
};

/** A range as the reader sees it: `steps` are the numbers that a slider stops at, the least and the largest included. */
export type RangeFacet = { readonly id: RangeId; readonly name: string; readonly steps: readonly number[] };

export function rangeName(id: RangeId): string {
  return NAMES[id]();
}

/** "2019..2022", "2019..", "..2022"; null for anything else. */
export function readRange(text: string): Range | null {
  const found = /^(\d{0,9})\.\.(\d{0,9})$/.exec(text);
  if (!found) return null;
  const [, from = "", to = ""] = found;
  if (!from && !to) return null;
  return { from: from ? Number(from) : null, to: to ? Number(to) : null };
}

export function writeRange({ from, to }: Range): string {
  return `${from ?? ""}..${to ?? ""}`;
}

/** In signs that need no language: "2019–2022", "≥ 2019", "≤ 2022". */
export function rangeInSigns({ from, to }: Range): string {
  if (from !== null && to !== null) return from === to ? String(from) : `${from}–${to}`;
  return from !== null ? `≥ ${from}` : `≤ ${to}`;
}

/** Whether a paper's number lies within; what is unknown is no number (see `knownNumber`). */
export function within({ from, to }: Range, number: number | null): boolean {
  return number !== null && (from === null || number >= from) && (to === null || number <= to);
}

/** No year is 0, and that no citation by a paper here is known says little. */
const NONE_IS_UNKNOWN: ReadonlySet<RangeId> = new Set(["year", "cited"]);

/** A paper's number, or null where it is not known. */
export function knownNumber(catalogue: Catalogue, id: RangeId, paper: number): number | null {
  const number = catalogue.papers[id][paper] ?? -1;
  return number < 0 || (number === 0 && NONE_IS_UNKNOWN.has(id)) ? null : number;
}

/** The ranges that divide these papers: those of which different numbers are known. */
export function rangeFacets(catalogue: Catalogue): RangeFacet[] {
  return RANGE_IDS.flatMap((id) => {
    const known = catalogue.papers[id].filter((_, paper) => knownNumber(catalogue, id, paper) !== null);
    const least = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const largest = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    if (!(least < largest)) return [];
    const steps = id === "year" ? everyNumber(least, largest) : roundNumbers(least, largest);
    return [{ id, name: rangeName(id), steps }];
  });
}

function everyNumber(least: number, largest: number): number[] {
  return Array.from({ length: largest - least + 1 }, (_, step) => least + step);
}

/** The least, 1, 2, 5, 10, 20, 50 … as far as they lie between, and the largest: counts differ by orders of magnitude. */
function roundNumbers(least: number, largest: number): number[] {
  const steps = [least];
  for (let power = 1; power <= largest; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) if (step > least && step < largest) steps.push(step);
  }
  return [...steps, largest];
}
