import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { said, shortAuthors } from "../src/lib/labels.ts";
import { _, language, ngettext, number } from "../src/lib/words.ts";

const scope = globalThis as { kbgenWords?: unknown };

/** What the build writes for a language with three plural forms, as Polish has. */
const THREE = {
  code: "de",
  texts: {
    "All {count} page": ["{count} eins", "{count} wenige", "{count} viele"],
    "{papers}, {citations}": ["{citations} · {papers}"],
    method: ["Methode"],
  },
  plural: (n: number) => (n === 1 ? 0 : n < 5 ? 1 : 2),
};

afterEach(() => {
  delete scope.kbgenWords;
});

test("without a catalogue words and numbers are English", () => {
  assert.equal(language(), "en");
  assert.equal(_("{papers}, {citations}", { papers: "2 papers", citations: 12345 }), "2 papers, 12,345");
  assert.equal(ngettext("All {count} page", "All {count} pages", 1), "All 1 page");
  assert.equal(ngettext("All {count} page", "All {count} pages", 1200), "All 1,200 pages");
  assert.deepEqual([0, 999, 1000, -1000, 0.5].map(number), ["0", "999", "1,000", "-1,000", "0.5"]);
});

test("a catalogue's words stand in its own order, in the form that its rule names, with its numbers", () => {
  scope.kbgenWords = THREE;
  assert.equal(_("{papers}, {citations}", { papers: "x", citations: 12345 }), "12.345 · x");
  const all = [1, 3, 1200].map((count) => ngettext("All {count} page", "All {count} pages", count));
  assert.deepEqual(all, ["1 eins", "3 wenige", "1.200 viele"]);
  assert.equal(number(1200), "1.200");
  assert.equal(said("method"), "Methode");
});

test("what a catalogue lacks stays English", () => {
  scope.kbgenWords = THREE;
  assert.equal(_("Clear all"), "Clear all");
  assert.equal(ngettext("{count} paper", "{count} papers", 2), "2 papers");
  assert.equal(said("expression-of-concern"), "expression of concern");
  assert.equal(said("of-another-kind"), "of another kind");
});

test("a value that looks like a place for one stays as it is", () => {
  assert.equal(_("{papers}, {citations}", { papers: "{citations}", citations: "$&" }), "{citations}, $&");
});

test("names of authors are one phrase", () => {
  assert.deepEqual([[], ["A"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C", "D"]].map(shortAuthors), [
    "",
    "A",
    "A and B",
    "A, B and C",
    "A et al.",
  ]);
});
