import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, isWanted, readState, type Row, toggle, writeState } from "../src/datasets/filter.ts";

const ROW: Row = { name: "Café Clips 2", filed: new Set(["modality:audio", "modality:video", "access:open"]) };
const wanted = (query: string): boolean => isWanted(ROW, readState(query, ["modality", "access", "task"]));

test("a row must be filed under everything that is chosen", () => {
  assert.ok(wanted("?modality=audio,video&access=open"));
  assert.ok(!wanted("?modality=audio,text"));
  assert.ok(!wanted("?task=retrieval"));
});

test("words begin words of the name, without accents", () => {
  assert.ok(wanted("?q=cafe+cl"));
  assert.ok(!wanted("?q=lips"));
});

test("an address says what is chosen and nothing that the page does not know", () => {
  const state = readState("?modality=video,audio,video&foreign=x&q=a+b", ["modality"]);
  assert.equal(writeState(state), "q=a+b&modality=video,audio");
  assert.equal(writeState(toggle(toggle(state, "modality", "audio"), "modality", "video")), "q=a+b");
  assert.equal(writeState(choose(choose(state, "modality", "text"), "task", "")), "q=a+b&modality=text");
});
