/** What colours stand for: groups, the terms at the top of an axis, or years. */

import { _ } from "../lib/words.ts";
import type { Data } from "./data.ts";

/** A colour of the legend. */
export type Class = { readonly name: string; readonly colour: string; readonly count: number };

export type Colouring = { readonly classes: readonly Class[]; readonly of: (paper: number) => string };

/** Eleven that most eyes tell apart, by day and by night, and one for everything else. */
const DAY = "#3366c4 #c43d2b #2b8a3e #8a3fa8 #b36b00 #0b8599 #c2255c #5c7c0a #6b4f3a #5f5fd0 #00755e".split(" ");
const NIGHT = "#7aa5ff #ff8a7a #6fd084 #d399f0 #ffb454 #4fd0e3 #ff85b0 #b5d94c #cfae94 #a9a9ff #46d6b4".split(" ");
const OTHER = { day: "#8a9296", night: "#838b98" };
/** From the oldest to the youngest papers. */
const YEARS = {
  day: [
    [196, 172, 90],
    [12, 92, 124],
  ],
  night: [
    [92, 104, 150],
    [250, 214, 105],
  ],
} as const;

export function colouring(data: Data, by: string, isNight: boolean): Colouring {
  if (by === "year") return byYear(data, isNight);
  const axis = data.catalogue.axes.find((one) => one.id === by);
  if (axis) {
    const carried = data.catalogue.papers.topics[axis.id] ?? [];
    const top = axis.terms.map((_, term) => {
      let above = term;
      for (let up = axis.terms[above]?.parent ?? -1; up >= 0; up = axis.terms[above]?.parent ?? -1) above = up;
      return above;
    });
    const names = axis.terms.map((term) => term.name);
    return byClass(data, names, (paper) => top[carried[paper]?.[0] ?? -1] ?? -1, _("other or none"), isNight);
  }
  return byClass(data, data.map.groups, (paper) => data.map.group[paper] ?? -1, _("other groups or none"), isNight);
}

/** The largest classes have colours of their own. */
function byClass(
  data: Data,
  names: readonly string[],
  classOf: (paper: number) => number,
  rest: string,
  isNight: boolean,
): Colouring {
  const counts = names.map(() => 0);
  const all = data.map.x.length;
  for (let paper = 0; paper < all; paper += 1) {
    const at = classOf(paper);
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  const palette = isNight ? NIGHT : DAY;
  const other = isNight ? OTHER.night : OTHER.day;
  const largest = counts
    .map((count, at) => ({ count, at }))
    .filter(({ count }) => count > 0)
    .sort((one, next) => next.count - one.count || one.at - next.at)
    .slice(0, palette.length);
  const colours = new Map(largest.map(({ at }, place) => [at, palette[place] ?? other]));
  const classes = largest.map(({ count, at }) => ({ name: names[at] ?? "", colour: colours.get(at) ?? other, count }));
  const left = all - largest.reduce((sum, { count }) => sum + count, 0);
  if (left > 0) classes.push({ name: rest, colour: other, count: left });
  return { classes, of: (paper) => colours.get(classOf(paper)) ?? other };
}

function byYear(data: Data, isNight: boolean): Colouring {
  const years = data.catalogue.papers.year;
  const known = years.filter((year) => year > 0).sort((one, other) => one - other);
  // A few very old papers would leave one shade for all others.
  const first = known[Math.floor(known.length * 0.05)] ?? 0;
  const last = known.at(-1) ?? 0;
  const [old, young] = isNight ? YEARS.night : YEARS.day;
  const other = isNight ? OTHER.night : OTHER.day;
  const shade = (year: number): string => {
    if (!year) return other;
    const share = last > first ? Math.max(0, (year - first) / (last - first)) : 1;
    return `#${old.map((from, at) => hex(from + ((young[at] ?? 0) - from) * share)).join("")}`;
  };
  const counts = new Map<number, number>();
  for (const year of years) {
    const shown = year && year < first ? first : year;
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  const classes = [...counts]
    .sort(([one], [next]) => (one || Infinity) - (next || Infinity))
    .map(([year, count]) => ({ name: nameOf(year, first, known[0] ?? 0), colour: shade(year), count }));
  return { classes, of: (paper) => shade(years[paper] ?? 0) };
}

function nameOf(year: number, first: number, oldest: number): string {
  if (!year) return _("year not known");
  return year === first && oldest < first ? _("{year} and before", { year: String(year) }) : String(year);
}

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, "0");
}
