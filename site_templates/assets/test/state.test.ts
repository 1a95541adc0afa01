import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, readState, shownSort, type State, toggle, writeState } from "../src/engine/state.ts";

const FACETS = ["modality", "year", "has"];

test("a state survives its address", () => {
  const states: State[] = [
    EMPTY,
    { ...EMPTY, text: 'a & b "c" year:2020..2022 é #', sort: "title", page: 3 },
    { ...EMPTY, chosen: { modality: ["audio", "image"], year: ["2020"] }, any: ["modality"] },
    { ...EMPTY, chosen: { modality: ["audio"] }, excluded: { modality: ["text"], has: ["code"] } },
    { ...EMPTY, ranges: { year: { from: 2019, to: null }, cited: { from: 1, to: 20 }, stars: { from: null, to: 5 } } },
    { ...EMPTY, chosen: { year: ["2020"] }, ranges: { year: { from: 2019, to: 2022 } }, view: "gallery" },
    { ...EMPTY, view: "table", columns: ["authors", "modality"], sort: "stars" },
  ];
  for (const state of states) assert.deepEqual(readState(writeState(state), FACETS), state);
});

test("the state everybody starts with has no address", () => {
  assert.equal(writeState(EMPTY), "");
});

test("what an address says that makes no sense is left out", () => {
  assert.deepEqual(
    readState("?sort=up&page=-1&colour=red&modality=,&view=wall&any=colour&cited=..&stars=a..b&citations=5", FACETS),
    EMPTY,
  );
});

test("without a word there is no relevance: the newest come first", () => {
  assert.equal(shownSort(EMPTY), "newest");
  assert.equal(shownSort({ ...EMPTY, text: "  " }), "newest");
  assert.equal(shownSort({ ...EMPTY, text: "clip" }), "relevance");
  assert.equal(shownSort({ ...EMPTY, sort: "cited" }), "cited");
});

test("switching a value on and off again leads back, to the first page", () => {
  const on = toggle({ ...EMPTY, page: 4 }, "modality", "audio");
  assert.deepEqual(on, { ...EMPTY, chosen: { modality: ["audio"] } });
  assert.deepEqual(toggle(on, "modality", "audio"), EMPTY);
});
