/** Who is tied to whom, in both directions. */

import { _ } from "../lib/words.ts";
import type { MapData } from "./data.ts";

/** One end of an edge as the other end sees it. */
export type Tie = {
  readonly paper: number;
  /** `cites`, `extends` or `compares`. */
  readonly kind: string;
  /** Whether this end states it: it cites the other paper, rather than being cited by it. */
  readonly forward: boolean;
  /** Who says so, in words. */
  readonly by: readonly string[];
};

type InWords = (paper: { readonly paper: Node }) => readonly (string | Node)[];

const WORDS: Readonly<Record<string, readonly [forward: InWords, backward: InWords]>> = {
  cites: [(other) => _("cites {paper}", other), (other) => _("is cited by {paper}", other)],
  extends: [(other) => _("extends {paper}", other), (other) => _("is extended by {paper}", other)],
  compares: [(other) => _("compares with {paper}", other), (other) => _("is compared with by {paper}", other)],
};

/** What this end does to the other, which a link names: "cites …", "is cited by …". */
export function inWords(tie: Tie, link: Node): readonly (string | Node)[] {
  return WORDS[tie.kind]?.[tie.forward ? 0 : 1]({ paper: link }) ?? [`${tie.kind} `, link];
}

/** The ties of each paper, by its place. */
export function tiesOf(map: MapData): readonly (readonly Tie[])[] {
  const ties: Tie[][] = map.x.map(() => []);
  const add = (from: number, to: number, kind: string, by: readonly string[]): void => {
    ties[from]?.push({ paper: to, kind, forward: true, by });
    ties[to]?.push({ paper: from, kind, forward: false, by });
  };
  const words = new Map<number, readonly string[]>();
  map.stated.forEach((bits, at) => {
    const by = words.get(bits) ?? map.staters.filter((_, bit) => bits & (1 << bit));
    words.set(bits, by);
    add(map.citations[2 * at] ?? 0, map.citations[2 * at + 1] ?? 0, "cites", by);
  });
  const curators = _("curators of this knowledge base");
  for (let at = 0; at < map.relations.length; at += 3) {
    const [from = 0, to = 0, kind = 0] = map.relations.slice(at, at + 3);
    add(from, to, map.kinds[kind] ?? "", [curators]);
  }
  return ties;
}

/**
 * A shortest way between two papers along ties in either direction: the ties to follow from `start`, none where both
 * are the same, or null where nothing joins them. Of equal ways it is the one whose papers stand first.
 */
export function shortestWay(ties: readonly (readonly Tie[])[], start: number, end: number): readonly Tie[] | null {
  const cameBy = new Map<number, { from: number; tie: Tie } | null>([[start, null]]);
  let edge = [start];
  while (edge.length > 0 && !cameBy.has(end)) {
    const next: number[] = [];
    for (const from of edge) {
      for (const tie of ties[from] ?? []) {
        if (cameBy.has(tie.paper)) continue;
        cameBy.set(tie.paper, { from, tie });
        next.push(tie.paper);
      }
    }
    edge = next.sort((one, other) => one - other);
  }
  if (!cameBy.has(end)) return null;
  const way: Tie[] = [];
  for (let step = cameBy.get(end); step; step = cameBy.get(step.from)) way.unshift(step.tie);
  return way;
}
