import assert from "node:assert/strict";
import { test } from "node:test";
import { dayBounds, yearBounds } from "../src/query/bounds.ts";
import { parseQuery, readIdentifier, withoutClause } from "../src/query/parse.ts";

const read = (text: string, axes: string[] = []) =>
  parseQuery(text, axes).map(({ type, field, values, negated }) =>
    [negated ? "-" : "+", field || type, values.join("|")].join(" "),
  );

test("words, phrases and exclusions are told apart", () => {
  assert.deepEqual(read('audio "exact words" -video -"not these"'), [
    "+ word audio",
    "+ phrase exact words",
    "- word video",
    "- phrase not these",
  ]);
});

test("fields take bare and quoted values, and may be excluded", () => {
  assert.deepEqual(read('author:"Andrew Zisserman" venue:iccv -has:code year:2020..2022'), [
    "+ author Andrew Zisserman",
    "+ venue iccv",
    "- has code",
    "+ year 2020..2022",
  ]);
});

test("an axis of the taxonomy is a field; any other colon belongs to the title", () => {
  assert.deepEqual(read("modality:audio CLIP4Clip: an empirical study foo:bar", ["modality"]), [
    "+ modality audio",
    "+ word CLIP4Clip:",
    "+ word an",
    "+ word empirical",
    "+ word study",
    "+ word foo:bar",
  ]);
});

test("identifiers are recognised however they are pasted", () => {
  const spellings = [
    "2103.00020",
    "2103.00020v2",
    "arXiv:2103.00020",
    "https://arxiv.org/abs/2103.00020",
    "http://arxiv.org/pdf/2103.00020v1.pdf",
    "https://www.arxiv.org/abs/2103.00020?context=cs",
    "https://doi.org/10.48550/arXiv.2103.00020",
  ];
  for (const text of spellings) {
    assert.deepEqual(readIdentifier(text), { type: "arxiv", value: "2103.00020" }, text);
    assert.deepEqual(read(text), ["+ arxiv 2103.00020"], text);
  }
  assert.deepEqual(readIdentifier("hep-th/9901001"), { type: "arxiv", value: "hep-th/9901001" });
  assert.deepEqual(read("https://doi.org/10.1109/ICCV.2017.73"), ["+ doi 10.1109/iccv.2017.73"]);
});

test("a number, a year or a hyphenated word is no identifier", () => {
  for (const text of ["2017", "vision-language", "1.5", "and/or"]) assert.equal(readIdentifier(text), null, text);
});

test("unfinished input is read as far as it goes", () => {
  assert.deepEqual(read('"open phrase'), ["+ phrase open phrase"]);
  assert.deepEqual(read("author:"), ["+ word author:"]);
  assert.deepEqual(read('- "" :'), []);
  assert.deepEqual(read("venue:iccv, next"), ["+ venue iccv", "+ word next"]);
  assert.deepEqual(read('venue:iccv,"mach'), ["+ venue iccv|mach"]);
  assert.deepEqual(read('"back\\'), ["+ phrase back"]);
  assert.deepEqual(read('"a\\\\" b'), ["+ phrase a\\", "+ word b"]);
});

test("a clause can be taken out of the text it came from", () => {
  const text = 'clip author:"Alec Radford" 2021';
  const [, author] = parseQuery(text);
  assert.ok(author);
  assert.equal(withoutClause(text, author), "clip 2021");
});

test("every clause's place covers its own text", () => {
  const text = ' a  -b "c d" year:2020 -venue:"x y" ';
  for (const clause of parseQuery(text)) {
    assert.deepEqual(
      parseQuery(text.slice(clause.start, clause.end)).map(({ type, values, negated }) => ({ type, values, negated })),
      [{ type: clause.type, values: clause.values, negated: clause.negated }],
    );
  }
});

test("several values of a field are separated by commas", () => {
  assert.deepEqual(read('venue:iccv,"a, b",-x'), ["+ venue iccv|a, b|-x"]);
  assert.deepEqual(read("one,two"), ["+ word one,two"]);
});

test("ranges of years", () => {
  const open = Number.MAX_SAFE_INTEGER;
  assert.deepEqual(yearBounds("2020"), { from: 2020, to: 2020 });
  assert.deepEqual(yearBounds("=2020"), { from: 2020, to: 2020 });
  assert.deepEqual(yearBounds("2020..2022"), { from: 2020, to: 2022 });
  assert.deepEqual(yearBounds("2020-2022"), { from: 2020, to: 2022 });
  assert.deepEqual(yearBounds("2020.."), { from: 2020, to: open });
  assert.deepEqual(yearBounds("..2019"), { from: 1, to: 2019 });
  assert.deepEqual(yearBounds(">2019"), { from: 2020, to: open });
  assert.deepEqual(yearBounds("<=2019"), { from: 1, to: 2019 });
  for (const none of ["", "..", "20", "next year", "2020 2022", ">", "2022..2020"]) {
    assert.equal(yearBounds(none), null, none);
  }
});

test("ranges of days", () => {
  assert.deepEqual(dayBounds("2026-11-20"), { from: 20261120, to: 20261120 });
  assert.deepEqual(dayBounds("2026-11"), { from: 20261101, to: 20261131 });
  assert.deepEqual(dayBounds("2025..2026-01"), { from: 20250101, to: 20260131 });
  assert.deepEqual(dayBounds("<2026"), { from: 1, to: 20260100 });
  for (const none of ["2026-13", "2026-1", "2026-11-32", "today"]) assert.equal(dayBounds(none), null, none);
});
