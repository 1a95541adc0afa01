/** Which papers are shown: those of some years that carry a term or one below it. */

import type { Data } from "./data.ts";
import type { State } from "./state.ts";

export function isShown(data: Data, state: State): (paper: number) => boolean {
  const { year } = data.catalogue.papers;
  const carries = termTest(data, state.term);
  return (paper) => {
    const of = year[paper] ?? 0;
    if (state.from && (!of || of < state.from)) return false;
    if (state.to && (!of || of > state.to)) return false;
    return carries(paper);
  };
}

function termTest(data: Data, wanted: string): (paper: number) => boolean {
  const [axisId = "", termId = ""] = wanted.split("/");
  const axis = data.catalogue.axes.find((one) => one.id === axisId);
  const term = axis?.terms.findIndex((one) => one.id === termId) ?? -1;
  if (!axis || term < 0) return () => true;
  // A term stands behind the one above it, so that one pass finds all below.
  const below = new Set([term]);
  axis.terms.forEach((one, at) => {
    if (below.has(one.parent)) below.add(at);
  });
  const carried = data.catalogue.papers.topics[axisId] ?? [];
  return (paper) => carried[paper]?.some((one) => below.has(one)) ?? false;
}
