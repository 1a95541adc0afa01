import assert from "node:assert/strict";
import { test } from "node:test";
import type { MapData } from "../src/graph/data.ts";
import { shortestWay, tiesOf } from "../src/graph/edges.ts";
import { labels, overlap } from "../src/graph/labels.ts";
import { lineColours } from "../src/graph/lines.ts";
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
    way?.map(({ paper, kind, forward, by }) => [paper, kind, forward, by.join(" and ")]),
    [
      [1, "cites", true, "curators"],
      [2, "cites", true, "curators and a list"],
      [3, "extends", false, "curators of this knowledge base"],
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

test("of two titles that would overlap the first is written, and a chosen paper's always", () => {
  const written: string[] = [];
  const context = {
    measureText: (text: string) => ({ width: 6 * text.length }),
    strokeText: () => undefined,
    fillText: (text: string) => written.push(text),
  } as unknown as CanvasRenderingContext2D;
  const settings = { labelSize: 12, labelFont: "x", labelWeight: "normal", labelColor: { color: "#000" } } as never;
  const node = (label: string, x: number, y: number, forceLabel = false) => ({
    ...{ label, x, y, forceLabel },
    ...{ size: 3, color: "#000" },
  });
  const names = labels(() => "#fff");
  names.draw(context, node("first", 0, 0), settings);
  names.draw(context, node("covered", 10, 5), settings);
  names.draw(context, node("chosen", 10, 5, true), settings);
  names.draw(context, node("below", 0, 40), settings);
  assert.deepEqual(written, ["first", "chosen", "below"]);
  names.clear();
  names.draw(context, node("covered", 10, 5), settings);
  assert.equal(written.at(-1), "covered");
});

test("boxes that touch do not overlap", () => {
  const box = (left: number) => ({ left, right: left + 10, top: 0, bottom: 10 });
  assert.ok(overlap(box(0), box(9)));
  assert.ok(!overlap(box(0), box(10)));
});

test("few lines are opaque, and of many each is fainter", () => {
  const opacity = (count: number) => Number(lineColours(count, false).line.match(/,([\d.]+)\)$/)?.[1]);
  assert.equal(opacity(3000), 1);
  assert.ok(opacity(5000) > opacity(10_000));
  assert.ok(opacity(1_000_000) > 0);
});
