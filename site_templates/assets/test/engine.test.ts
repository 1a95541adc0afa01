import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../src/engine/engine.ts";
import { EMPTY, type State } from "../src/engine/state.ts";
import { catalogueOf, newestFirst, PAPERS } from "./catalogue.ts";

const engine = new Engine(catalogueOf(newestFirst(PAPERS)));
await engine.ready;
const ask = (state: Partial<State>) => engine.answer({ ...EMPTY, ...state }, 50);
const askWays = (state: Partial<State>) => engine.ways({ ...EMPTY, ...state });
const found = (text: string, more: Partial<State> = {}) => ask({ text, ...more }).rows.map((row) => row.id);

function count(state: Partial<State>, facet: string, value: string): number {
  const place =
    engine.facets.find((one) => one.id === facet)?.options.findIndex((option) => option.value === value) ?? -1;
  const counts = askWays(state).counts[facet];
  assert.ok(counts !== undefined && place >= 0, `${facet}:${value} is an option`);
  return counts[place] ?? 0;
}

test("a name finds the work it names first, then the works named after it", () => {
  const order = found("clip");
  assert.equal(order[0], "learning-transferable-visual-models");
  assert.deepEqual(order.slice(1, 3).sort(), ["audioclip", "set-clip"]);
  assert.equal(order[3], "evaluating-clip");
});

test("misspelt words are understood", () => {
  assert.equal(found("contrastiv learnig")[0], "contrastive-multiview-coding");
  assert.deepEqual(found("clusterng"), ["deep-cluster"]);
});

test("accents and case do not matter", () => {
  for (const text of ["arandjelovic", "Arandjelović", "ARANDJELOVIC"]) {
    assert.deepEqual(found(text), ["look-listen-and-learn"], text);
  }
});

test("a word is found hyphenated or not", () => {
  for (const text of ["multimodal", "multi-modal"]) {
    const papers = found(text);
    assert.ok(papers.includes("deep-cluster") && papers.includes("contrastive-multiview-coding"), text);
  }
});

test("an identifier finds its paper, however it is written", () => {
  for (const text of ["2103.00020", "https://arxiv.org/pdf/2103.00020v1"]) {
    assert.deepEqual(found(text), ["learning-transferable-visual-models"], text);
  }
  assert.deepEqual(found("https://doi.org/10.1109/ICCV.2017.73"), ["look-listen-and-learn"]);
  assert.deepEqual(found("2103.99999"), []);
});

test("exact words stand together and in order; excluded words do not stand at all", () => {
  assert.deepEqual(found('"listen and learn"'), ["look-listen-and-learn"]);
  assert.deepEqual(found('"learn and listen"'), []);
  const papers = found("clip -audio");
  assert.ok(papers.includes("evaluating-clip") && !papers.includes("audioclip"));
});

test("fields filter by author, venue, year, code and topic", () => {
  assert.deepEqual(found('author:"andrew zisserman"'), ["look-listen-and-learn"]);
  assert.deepEqual(found("venue:iccv").sort(), ["deep-cluster", "look-listen-and-learn"]);
  assert.deepEqual(found('venue:"machine learning"'), ["learning-transferable-visual-models"]);
  assert.deepEqual(found("year:..2017"), ["look-listen-and-learn"]);
  assert.deepEqual(found("has:code topic:clustering"), ["deep-cluster"]);
  assert.deepEqual(found("topic:InfoNCE modality:audio"), ["audioclip"]);
  assert.deepEqual(found("has:nonsense"), []);
});

test("a broader topic finds the papers of the narrower ones", () => {
  assert.equal(found("topic:instance-discrimination").length, 4);
});

test("where no paper has all the words, those with some are given, and it is said", () => {
  const answer = ask({ text: "clip quaternion" });
  assert.ok(answer.relaxed && answer.total > 0);
  assert.equal(ask({ text: "quaternion" }).total, 0);
});

test("counts say how many papers are left if the option is chosen", () => {
  for (const state of [{}, { text: "clip" }, { chosen: { modality: ["audio"] } }, { chosen: { year: ["2021"] } }]) {
    for (const facet of engine.facets) {
      for (const option of facet.options) {
        const chosen: Record<string, readonly string[]> = { ...("chosen" in state ? state.chosen : {}) };
        const before = chosen[facet.id] ?? [];
        if (before.includes(option.value)) continue;
        const alone = facet.mode === "any" ? [option.value] : [...before, option.value];
        const left = ask({ ...state, chosen: { ...chosen, [facet.id]: alone } }).total;
        assert.equal(count(state, facet.id, option.value), left, `${facet.id}:${option.value}`);
      }
    }
  }
});

test("all terms of an axis must hold, any of several years or venues", () => {
  assert.deepEqual(found("", { chosen: { modality: ["audio", "text"] }, sort: "title" }), [
    "audioclip",
    "deep-cluster",
  ]);
  assert.equal(ask({ chosen: { year: ["2017", "2020"] } }).total, 2);
});

test("filters show as chips, and each can be taken off again", () => {
  const state: State = { ...EMPTY, text: 'clip -audio "natural language"', chosen: { modality: ["image"] }, page: 2 };
  const chips = engine.answer(state, 50).chips;
  assert.deepEqual(
    chips.map((chip) => `${chip.name}: ${chip.value}`),
    ["Not word: audio", "words: “natural language”", "Modality: image"],
  );
  assert.deepEqual(chips[0]?.without, { ...state, text: 'clip "natural language"', page: 1 });
  assert.deepEqual(chips[2]?.without, { ...state, chosen: {}, page: 1 });
});

test("where nothing matches, each filter says what taking it off would give", () => {
  const state = { text: "venue:icml", chosen: { modality: ["audio"] } };
  assert.equal(ask(state).total, 0);
  assert.deepEqual(
    askWays(state).remedies.map(({ chip, total }) => [chip.value, total]),
    [
      ["audio", 1],
      ["icml", 3],
    ].sort((a, b) => Number(b[1]) - Number(a[1])),
  );
});

test("orders: newest and oldest put unknown years last, titles run from A to Z", () => {
  assert.equal(found("", { sort: "newest" })[0], "set-clip");
  assert.equal(found("", { sort: "newest" }).at(-1), "undated");
  assert.equal(found("", { sort: "oldest" })[0], "look-listen-and-learn");
  assert.equal(found("", { sort: "oldest" }).at(-1), "undated");
  assert.equal(found("", { sort: "title" })[0], "undated");
  assert.equal(found("", { sort: "cited" })[0], "learning-transferable-visual-models");
});

test("any of several terms will do where the reader says so, and excluded ones may not be there", () => {
  const chosen = { modality: ["audio", "text"] };
  assert.equal(ask({ chosen, any: ["modality"] }).total, 6);
  assert.deepEqual(found("", { excluded: { modality: ["image", "text"] } }), ["undated"]);
  assert.deepEqual(found("", { chosen: { modality: ["audio"] }, excluded: { modality: ["text"] } }), [
    "look-listen-and-learn",
  ]);
});

test("with any of several terms, a count is what choosing one more gives", () => {
  const state = { chosen: { modality: ["audio"] }, any: ["modality"] };
  const before = ask(state).total;
  const withText = ask({ ...state, chosen: { modality: ["audio", "text"] } }).total;
  assert.equal(count(state, "modality", "audio"), before);
  assert.ok(withText > before);
  assert.equal(count(state, "modality", "text"), ask({ chosen: { modality: ["text"] } }).total);
});

test("ranges hold at both ends, and what is unknown lies in none", () => {
  const within = (ranges: State["ranges"]) => found("", { ranges, sort: "oldest" });
  assert.deepEqual(within({ year: { from: null, to: 2020 } }), [
    "look-listen-and-learn",
    "contrastive-multiview-coding",
  ]);
  assert.deepEqual(within({ year: { from: 2022, to: 2024 } }), ["audioclip", "set-clip"]);
  assert.deepEqual(within({ cited: { from: null, to: 100 } }), ["learning-transferable-visual-models"]);
  assert.deepEqual(within({ citations: { from: 0, to: null } }), [
    "learning-transferable-visual-models",
    "deep-cluster",
  ]);
  const bounded = ask({ ranges: { year: { from: 2021, to: 2021 } } });
  assert.deepEqual(
    bounded.chips.map(({ name, value }) => [name, value]),
    [["Year", "2021"]],
  );
  assert.deepEqual(bounded.chips[0]?.without, EMPTY);
});

test("papers of which a count is not known come after those with none", () => {
  assert.deepEqual(found("", { sort: "citations" }).slice(0, 2), [
    "learning-transferable-visual-models",
    "deep-cluster",
  ]);
  assert.deepEqual(found("", { sort: "stars" }).slice(0, 1), ["deep-cluster"]);
  assert.equal(found("", { sort: "added" })[0], "undated");
});

test("a word that no paper has is suggested as the nearest that one has", () => {
  const suggested = (text: string) => askWays({ text }).suggestion?.text ?? null;
  assert.equal(suggested("contrastiv learnig"), "contrastiv learning");
  assert.equal(suggested("clusterng"), "clustering");
  assert.equal(suggested("modality:adio"), "modality:audio");
  assert.equal(suggested("-venue:icmll clip"), "-venue:icml clip");
  for (const text of ["clip", "clus", "qqqqqqqq", "modality:audio", "author:nobody", "xy"])
    assert.equal(suggested(text), null, text);
  assert.equal(askWays({ text: "clusterng" }).suggestion?.total, 1);
});

test("one or two letters find the words that are or begin so, the word itself in a title first", () => {
  assert.deepEqual(found("a").slice(0, 1), ["undated"]);
  assert.ok(found("cl").includes("deep-cluster"));
  assert.deepEqual(found("cl net"), ["deep-cluster"]);
  assert.deepEqual(found("zq"), []);
});

test("rows are found by present and former identifiers", () => {
  assert.deepEqual(
    engine.rows(["deep-cluster", "nowhere", "audioclip"]).map((row) => row.id),
    ["deep-cluster", "audioclip"],
  );
});

test("results come in pages, and a page too far is the last", () => {
  const pages = [1, 2, 3].map((page) => engine.answer({ ...EMPTY, page }, 3));
  assert.deepEqual(
    pages.flatMap((answer) => answer.rows.map((row) => row.id)),
    found(""),
  );
  assert.equal(engine.answer({ ...EMPTY, page: 99 }, 3).page, 3);
});

test("practice changes no answer", async () => {
  const state = { text: "clip", chosen: { modality: ["image"] } };
  const before = [ask(state), askWays(state)];
  await engine.practise();
  assert.deepEqual([ask(state), askWays(state)], before);
});
