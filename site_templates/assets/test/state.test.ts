import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, readState, shownSort, type State, toggle, writeState } from "../src/engine/state.ts";

const FACETS = ["modality", "year", "has"];

test("a state survives its address", () => {
  const states: State[] = [
    EMPTY,
    { text: 'a & b "c" year:2020..2022 é #', chosen: {}, sort: "title", page: 3 },
    { text: "", chosen: { modality: ["audio", "image"], year: ["2020"] }, sort: "relevance", page: 1 },
  ];
  for (const state of states) assert.deepEqual(readState(writeState(state), FACETS), state);
});

test("the state everybody starts with has no address", () => {
  assert.equal(writeState(EMPTY), "");
});

test("what an address says that makes no sense is left out", () => {
  assert.deepEqual(readState("?sort=up&page=-1&colour=red&modality=,", FACETS), EMPTY);
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
