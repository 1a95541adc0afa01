import assert from "node:assert/strict";
import { test } from "node:test";

import type { ComparisonData } from "../src/compare/data.ts";
import { keyOf } from "../src/compare/cite.ts";
import { latex, markdown, table } from "../src/compare/formats.ts";
import type { Grid } from "../src/compare/grid.ts";
import { paperOf, type Row, rowsOf, shared } from "../src/compare/rows.ts";
import { moved } from "../src/lib/moved.ts";
import { chosen, readState, writeState } from "../src/compare/state.ts";
import { catalogueOf, PAPERS } from "./catalogue.ts";

const COMPARED: ComparisonData = {
  version: 1,
  datasets: [
    { id: "esc-50", name: "ESC-50" },
    { id: "clips", name: "Clips" },
  ],
  uses: {
    audioclip: [
      [0, "evaluation", "fold 1"],
      [1, "introduces", ""],
    ],
    "set-clip": [[0, "evaluation", ""]],
  },
  results: {
    audioclip: [[0, "classification", "Accuracy", "97.15", "%", "", "Table 2", "higher"]],
    "set-clip": [
      [0, "classification", "accuracy", "90", "%", "large", "Table 1", "higher"],
      [0, "classification", "accuracy", "0.9", "", "", "Table 1", "higher"],
      [1, "", "WER", "3", "%", "", "Table 9", "lower"],
    ],
  },
  notes: {
    audioclip: [
      ["Pretext tasks", "matching"],
      ["Architecture: audio", "a CNN"],
      ["Downstream tasks", "sound"],
    ],
    "set-clip": [["Architecture: text", "a transformer"]],
  },
  status: { "set-clip": "withdrawn" },
};
const DATA = { catalogue: catalogueOf(PAPERS), compared: COMPARED };
const rowNamed = (rows: readonly Row[], name: string): Row => {
  const found = rows.find((row) => row.name === name);
  assert.ok(found, `no row ${name} among ${rows.map((row) => row.name).join(", ")}`);
  return found;
};
const said = (row: Row): string[] => row.cells.map((cell) => cell.map(({ text }) => text).join("; "));

test("rows say of each paper what is known, and nothing of what none has", () => {
  const rows = rowsOf(DATA, [0, 1]);
  assert.deepEqual(said(rowNamed(rows, "Venue and year")), ["2022", "2024"]);
  assert.deepEqual(said(rowNamed(rows, "Objective")), ["contrastive", ""]);
  assert.deepEqual(said(rowNamed(rows, "Status")), ["", "withdrawn"]);
  assert.deepEqual(said(rowNamed(rows, "Identifiers")), ["arXiv:2106.13043", ""]);
  assert.ok(!rows.some((row) => ["Code", "Cited by papers here"].includes(row.name)));
});

test("introducing a dataset stands apart from using it", () => {
  const rows = rowsOf(DATA, [0, 1]);
  assert.deepEqual(said(rowNamed(rows, "Datasets introduced")), ["Clips", ""]);
  const used = rowNamed(rows, "Datasets used");
  assert.deepEqual(said(used), ["ESC-50 (evaluation)", "ESC-50 (evaluation)"]);
  assert.ok(!used.differs);
  assert.equal(used.cells[0]?.[0]?.note, "fold 1");
});

test("results of one dataset, task, metric and unit share a row, each with its source", () => {
  const rows = rowsOf(DATA, [0, 1]).filter((row) => /accuracy|WER/i.test(row.name));
  assert.deepEqual(
    rows.map((row) => [row.name, ...said(row)]),
    [
      ["ESC-50, classification: Accuracy", "97.15 %", "90 %"],
      ["Clips: WER", "", "3 %"],
      ["ESC-50, classification: accuracy", "", "0.9"],
    ],
  );
  assert.equal(rows[0]?.cells[1]?.[0]?.note, "large, Table 1");
});

test("what is said of one kind stands together", () => {
  const names = rowsOf(DATA, [0, 1]).map((row) => row.name);
  const from = names.indexOf("Pretext tasks");
  assert.deepEqual(names.slice(from, from + 4), [
    "Pretext tasks",
    "Architecture: audio",
    "Architecture: text",
    "Downstream tasks",
  ]);
});

test("the order of terms makes no difference, and what all have is known", () => {
  const [first, , third] = PAPERS;
  assert.ok(first && third);
  const papers = [first, { ...third, id: "other", topics: { modality: ["text", "image", "audio"] } }, third];
  const rows = rowsOf({ catalogue: catalogueOf(papers), compared: COMPARED }, [0, 1, 2]);
  assert.ok(rowNamed(rows, "Modality").differs);
  assert.deepEqual([...shared(rowNamed(rows, "Modality").cells)].sort(), ["image", "text"]);
  const two = rowsOf({ catalogue: catalogueOf(papers), compared: COMPARED }, [0, 1]);
  assert.ok(!rowNamed(two, "Modality").differs);
});

test("an address and what it stands for are the same", () => {
  for (const query of ["", "ids=a", "ids=a,b,c&hide=same", "ids=b,a&papers=rows", "ids=看图说话,a"]) {
    assert.equal(decodeURIComponent(writeState(readState(`?${query}`))), query);
  }
  assert.deepEqual(readState("?ids=a,,b,a&ids=c, d").ids, ["a", "b", "c", "d"]);
});

test("papers move as far as there is room", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 1), ["a", "b", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, -9), ["c", "a", "b"]);
  assert.deepEqual(moved(["a"], -1, 1), ["a"]);
});

test("former names lead to papers, unknown names are told, and what is too much is counted", () => {
  const places = new Map([
    ["a", 0],
    ["b", 1],
    ["c", 2],
  ]);
  const aliases = { old: "a" };
  assert.deepEqual(chosen(["old", "a", "toString", "x"], places, aliases, 12), {
    papers: [0],
    unknown: ["toString", "x"],
    tooMany: 0,
  });
  assert.deepEqual(chosen(["a", "b", "c"], places, aliases, 2), { papers: [0, 1], unknown: [], tooMany: 1 });
});

const HOSTILE =
  '=1+1 | <b>&amp; [x](javascript:1) \\end{table} 50% $x_1$ #a ~b^c "q" `code` https://evil.example www.evil.example';
const grid = (turn: boolean): Grid => ({
  papers: [
    { id: "one", title: HOSTILE, short: "A | B 2020" },
    { id: "two", title: "Two", short: "" },
  ],
  rows: [
    { name: "[x] & y", differs: true, cells: [[{ text: HOSTILE, note: "Table 1" }, { text: "b" }], []] },
    { name: "Code", differs: true, cells: [[], [{ text: "here", href: "https://a.example/x|y z" }]] },
  ],
  turn,
});
const known = {
  address: (id: string) => `https://site.example/${id}/`,
  key: (id: string) => (id === "one" ? "a2020b" : ""),
};

test("every line of the Markdown has as many cells as the head, whatever stands in them", () => {
  for (const turn of [false, true]) {
    const lines = markdown(grid(turn), known).trimEnd().split("\n");
    assert.equal(lines.length, 4);
    for (const line of lines) assert.equal(line.match(/(?<!\\)\|/g)?.length, 4, line);
  }
  assert.match(markdown(grid(false), known), /\[here\]\(<https:\/\/a\.example\/x%7Cy%20z>\)/);
});

test("LaTeX has as many columns as cells, cites by key, and leaves nothing that TeX would obey", () => {
  for (const turn of [false, true]) {
    const text = latex(grid(turn), known);
    assert.match(text, /\\cite\{a2020b\}/);
    const rows = text.split("\n").filter((line) => line.endsWith("\\\\"));
    assert.equal(rows.length, 3);
    for (const row of rows) assert.equal(row.match(/(?<!\\)&/g)?.length, 2, row);
    assert.ok(!/(?<!\\)[%#$_^~](?!\\?cite)/.test(text.split("\n").slice(6).join("\n").replaceAll("~\\cite", "")));
    assert.equal(text.match(/\\end\{table\}/g)?.length, 1);
    assert.ok(rows.every((row) => !row.startsWith("[")));
  }
});

test("CSV has a cell for everything, and no formula", () => {
  const lines = table(grid(false)).split("\r\n");
  assert.equal(lines.at(-1), "");
  assert.ok(lines[0]?.startsWith(`,"'=1+1 | `));
  assert.equal(lines[2], "Code,,here");
});

test("a key is read from an entry", () => {
  assert.equal(keyOf("@inproceedings{muller2017seeing,\n  title = {x}}"), "muller2017seeing");
  assert.equal(keyOf("nothing"), "");
});

test("a paper is named by its authors and its year", () => {
  assert.equal(paperOf(DATA, 0).short, "Andrey Guzhov and Federico Raue 2022");
  assert.equal(paperOf(DATA, 1).short, "2024");
});
