import assert from "node:assert/strict";
import { test } from "node:test";
import type { MapData } from "../src/graph/data.ts";
import { inWords, shortestWay, tiesOf } from "../src/graph/edges.ts";
import { find } from "../src/graph/picker.ts";
import { EMPTY, readState, type State, writeState } from "../src/graph/state.ts";

/** 0 cites 1, 1 cites 2, 3 extends 2, 4 stands alone; the second citation is stated by two. */
const MAP: MapData = {
  version: 1,
  scale: 10_000,
  x: [0, 1, 2, 3, 4],
  y: [0, 0, 0, 0, 0],
  rank: [0.5, 1, 2, 0.5, 1],
  group: [-1, -1, -1, -1, -1],
  groups: [],
  citations: [0, 1, 1, 2],
  stated: [1, 3],
  staters: ["curators", "a list"],
  relations: [3, 2, 0],
  kinds: ["extends", "compares"],
};

test("a state survives its address", () => {
  const states: State[] = [
    EMPTY,
    { ...EMPTY, colour: "modality", term: "modality/audio", from: 2019, to: 2022, paper: "a-b" },
    { ...EMPTY, start: "one", end: "two", view: { x: 0.25, y: -0.5, ratio: 0.125 } },
  ];
  for (const state of states) assert.deepEqual(readState(`?${writeState(state)}`), state);
  assert.equal(writeState(EMPTY), "");
});

test("what an address says that makes no sense is left out", () => {
  assert.deepEqual(readState("?from=x&to=-3&at=1,2&other=1"), EMPTY);
  assert.equal(readState("?at=0,0,0").view, null);
});

test("a way is the shortest, in either direction, with who states each step", () => {
  const way = shortestWay(tiesOf(MAP), 0, 3);
  assert.deepEqual(
    way?.map((tie) => [tie.paper, inWords(tie), tie.by.join(" and ")]),
    [
      [1, "cites", "curators"],
      [2, "cites", "curators and a list"],
      [3, "is extended by", "curators of this knowledge base"],
    ],
  );
  assert.deepEqual(shortestWay(tiesOf(MAP), 2, 2), []);
  assert.equal(shortestWay(tiesOf(MAP), 0, 4), null);
});

test("a paper is found by beginnings of its words, the weightiest first", () => {
  const texts = [" learning sounds muller", " sounds of things", " resounds"];
  assert.deepEqual(find(texts, [1, 2, 3], "Sou"), [1, 0]);
  assert.deepEqual(find(texts, [1, 2, 3], "Müller sounds"), [0]);
  assert.deepEqual(find(texts, [1, 2, 3], "  "), []);
});
