import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, nearest } from "../src/engine/suggest.ts";
import { readRange, rangeInSigns, writeRange } from "../src/engine/ranges.ts";
import { crc32 } from "../src/lib/cited.ts";
import { csv } from "../src/lib/csv.ts";
import { entriesOf, joined, newEntry, readList } from "../src/lib/reading-list.ts";
import { sharedIds, shareLink } from "../src/reading/shared.ts";

test("slips are letters put in, left out, changed or swapped", () => {
  const pairs: [string, string, number][] = [
    ["audio", "audio", 0],
    ["adio", "audio", 1],
    ["audioo", "audio", 1],
    ["aumio", "audio", 1],
    ["auido", "audio", 1],
    ["oidua", "audio", 4],
    ["", "abc", 3],
  ];
  for (const [from, to, slips] of pairs) {
    assert.equal(distance(from, to, 9), slips, `${from} ${to}`);
    assert.equal(distance(to, from, 9), slips, `${to} ${from}`);
  }
  assert.equal(distance("completely", "different", 3), 3);
});

test("the nearest word is taken, of equally near ones the first, and none that is far", () => {
  assert.equal(nearest("clustring", ["closing", "clustering", "clusters"]), "clustering");
  assert.equal(nearest("bat", ["cat", "hat"]), "cat");
  assert.equal(nearest("at", ["cat"]), null);
  assert.equal(nearest("video", ["audio"]), null);
});

test("ranges are read as they are written, and nothing else is one", () => {
  for (const text of ["2019..2022", "2019..", "..2022"]) {
    const range = readRange(text);
    assert.ok(range);
    assert.equal(writeRange(range), text);
  }
  for (const text of ["..", "2019", "a..b", "-1..2", "1..2..3", ""]) assert.equal(readRange(text), null, text);
  assert.equal(rangeInSigns({ from: 2019, to: null }), "≥ 2019");
  assert.equal(rangeInSigns({ from: null, to: 5 }), "≤ 5");
  assert.equal(rangeInSigns({ from: 3, to: 3 }), "3");
});

test("the checksum that names a paper's file is zlib's", () => {
  assert.equal(crc32("123456789"), 0xcbf43926);
  assert.equal(crc32("看图说话"), 1653695281);
});

test("a table's cells are quoted where they must be, and no cell is a formula", () => {
  assert.equal(
    csv([
      ["a", 'say "b", c'],
      ["=1+1", "two\nlines"],
      ["-5", "plain"],
    ]),
    'a,"say ""b"", c"\r\n\'=1+1,"two\nlines"\r\n\'-5,plain\r\n',
  );
});

test("two lists are one with each paper once, in the first's order, with the notes of both", () => {
  const first = [{ ...newEntry({ id: "a", title: "A" }), note: "mine" }, newEntry({ id: "b", title: "B" })];
  const second = [
    { ...newEntry({ id: "b", title: "B" }), note: "theirs" },
    { ...newEntry({ id: "a", title: "A" }), note: "mine" },
    newEntry({ id: "c", title: "C" }),
  ];
  assert.deepEqual(
    joined(first, second).map(({ id, note }) => [id, note]),
    [
      ["a", "mine"],
      ["b", "theirs"],
      ["c", ""],
    ],
  );
});

test("whatever a browser kept is read as far as it makes sense", () => {
  for (const kept of [undefined, null, 3, "x", {}, { papers: 3 }, []]) {
    assert.deepEqual(readList(kept).papers, []);
    assert.equal(entriesOf(kept), null);
  }
  const odd = { version: 9, papers: [null, { id: "" }, { id: 5 }, { id: "a", status: "lost", note: 3 }, { id: "a" }] };
  assert.deepEqual(readList(odd).papers, [{ id: "a", title: "a", status: "to read", note: "" }]);
});

test("a shared list survives its address, and other fragments are none", () => {
  const ids = ["a-b", "看图说话", "with,comma"];
  const link = new URL(shareLink("https://kb.example/below/reading-list/?x=1#old", ids));
  assert.equal(link.search, "");
  assert.deepEqual(sharedIds(link.hash), ids);
  for (const fragment of ["", "#papers=", "#selected=a", "#papers=%E0%A4%A"]) assert.equal(sharedIds(fragment), null);
});
