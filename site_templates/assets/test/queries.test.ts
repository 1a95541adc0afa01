/** The cases on which the explorer and the command line must agree; tests/model/test_query.py runs the same. */

import assert from "node:assert/strict";
import { test } from "node:test";
import shared from "../../../tests/fixtures/queries.json";
import type { Catalogue, Term } from "../src/engine/catalogue.ts";
import { Engine } from "../src/engine/engine.ts";
import { EMPTY } from "../src/engine/state.ts";
import { parseQuery } from "../src/query/parse.ts";

type Written = { id: string; name: string; aliases: string[]; below: Written[] };
type Paper = {
  id: string;
  title: string;
  authors: string[];
  kind: string;
  year?: number;
  venue?: string;
  track?: string;
  arxiv?: string;
  doi?: string;
  code?: string;
  added?: string;
  aliases?: string[];
  topics: Record<string, string[] | undefined>;
  sources: string[];
  datasets: string[];
};

const FAMILY = "dataset-family";
const papers: Paper[] = shared.papers;
const flagged = {
  code: (paper: Paper) => paper.code !== undefined,
  arxiv: (paper: Paper) => paper.arxiv !== undefined,
  doi: (paper: Paper) => paper.doi !== undefined,
  year: (paper: Paper) => paper.year !== undefined,
  authors: (paper: Paper) => paper.authors.length > 0,
};
const axisIds = shared.axes.map((axis) => axis.id);

/** Terms in one list, parents before children, as the catalogue has them. */
function listed(terms: readonly Written[], parent = -1, found: Term[] = []): Term[] {
  for (const { id, name, aliases, below } of terms) {
    found.push({ id, name, aliases, parent });
    listed(below, found.length - 1, found);
  }
  return found;
}

function catalogue(): Catalogue {
  const axes = shared.axes.map(({ id, name, terms }) => ({ id, name, terms: listed(terms) }));
  const families = axes.find((axis) => axis.id === FAMILY)?.terms ?? [];
  const kinds = [...new Set(papers.map((paper) => paper.kind))];
  return {
    version: 3,
    flags: Object.keys(flagged),
    kinds,
    statuses: [],
    venues: shared.venues,
    axes,
    families,
    datasets: shared.datasets.map(({ id, name, family }) => ({
      id,
      name,
      family: families.findIndex((term) => term.id === family),
    })),
    sources: shared.sources,
    aliases: Object.fromEntries(papers.flatMap(({ id, aliases }) => (aliases ?? []).map((alias) => [alias, id]))),
    papers: {
      id: papers.map((paper) => paper.id),
      title: papers.map((paper) => paper.title),
      authors: papers.map((paper) => paper.authors.join("\n")),
      year: papers.map((paper) => paper.year ?? 0),
      venue: papers.map((paper) => shared.venues.findIndex((venue) => venue.id === paper.venue)),
      track: papers.map((paper) => paper.track ?? ""),
      kind: papers.map((paper) => kinds.indexOf(paper.kind)),
      flags: papers.map((paper) =>
        Object.values(flagged).reduce((bits, test, bit) => bits | (test(paper) ? 1 << bit : 0), 0),
      ),
      added: papers.map((paper) => Number((paper.added ?? "0").replaceAll("-", ""))),
      arxiv: papers.map((paper) => paper.arxiv ?? ""),
      doi: papers.map((paper) => paper.doi ?? ""),
      code: papers.map((paper) => paper.code ?? ""),
      cited: papers.map(() => 0),
      citations: papers.map(() => -1),
      stars: papers.map(() => -1),
      status: papers.map(() => -1),
      introduces: papers.map(() => []),
      reports: papers.map(() => []),
      uses: papers.map((paper) => paper.datasets.map((id) => shared.datasets.findIndex((one) => one.id === id))),
      sources: papers.map((paper) => paper.sources.map((id) => shared.sources.indexOf(id))),
      topics: Object.fromEntries(
        axes.map(({ id, terms }) => [
          id,
          papers.map((paper) => (paper.topics[id] ?? []).map((term) => terms.findIndex((one) => one.id === term))),
        ]),
      ),
    },
  };
}

const engine = new Engine(catalogue());
await engine.ready;

for (const { query, clauses } of shared.reading) {
  test(`reads ${query || "nothing"}`, () => {
    const read = parseQuery(query, axisIds).map(({ type, field, values, negated }) => [
      negated ? "-" : "",
      field || (type === "phrase" ? "exact" : "word"),
      ...values,
    ]);
    assert.deepEqual(read, clauses);
  });
}

for (const { query, papers: expected } of shared.finding) {
  test(`finds by ${query || "nothing"}`, () => {
    const { rows, relaxed } = engine.answer({ ...EMPTY, text: query }, 50);
    assert.equal(relaxed, false);
    assert.deepEqual(rows.map((row) => row.id).sort(), expected);
  });
}

test("a part of a name is enough where no name is that", () => {
  const found = (text: string) => engine.answer({ ...EMPTY, text }, 50).rows.map((row) => row.id);
  assert.deepEqual(found('venue:"machine learning"'), ["learning-transferable-visual-models"]);
  assert.deepEqual(found("objective:cluster"), ["multimodal-clustering"]);
  assert.deepEqual(found("dataset:art"), ["a-survey"]);
  assert.deepEqual(found("venue:nowhere"), []);
});
