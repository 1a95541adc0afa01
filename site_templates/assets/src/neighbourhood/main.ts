/** The picture of a paper's citations, with its controls. The table below it says the same without a script. */

import { element, pressable, required } from "../lib/dom.ts";
import { papers } from "../lib/labels.ts";
import { ownAddress, siteRoot } from "../lib/root.ts";
import { _, ngettext } from "../lib/words.ts";
import { type Neighbour, neighbourhoodOf, RELATIONS, WORDS, within, yearsOf } from "./data.ts";
import { Picture } from "./picture.ts";
import { drawn, mark } from "./shapes.ts";

const root = siteRoot(ownAddress());
const place = required("#kb-around", HTMLElement);
const all = neighbourhoodOf(required("#kb-around-data", HTMLScriptElement).textContent ?? "");
const years = yearsOf(all);

const title = element("p", "kb-around__title");
title.setAttribute("aria-hidden", "true");
const details = element("div", "kb-around__details");
details.setAttribute("aria-live", "polite");
details.textContent = _("Choose a paper to see what it is.");
const picture = new Picture(showTitle, showDetails);
const status = element("p", "kb-around__status");
status.setAttribute("aria-live", "polite");

const further = all.papers.some(({ relation }) => relation === "further");
const depth = slider(_("Steps"), 1, 2, 1);
const since = years && slider(_("Since"), years[0], years[1], years[0]);
const frame = element("div", "kb-around__frame");
frame.append(picture.svg, title, buttons());
const controls = element("div", "kb-around__controls");
controls.append(depth.label, ...(since ? [since.label] : []), status);
place.append(legend(), controls, frame, details);
place.hidden = false;

let width = 0;
new ResizeObserver(() => {
  if (frame.clientWidth !== width) draw();
}).observe(frame);

function draw(): void {
  width = frame.clientWidth;
  const shown = within(all, Number(depth.input.value), since ? Number(since.input.value) : -Infinity);
  picture.draw(shown, width, frame.clientHeight);
  const found = {
    papers: papers(shown.papers.length),
    citations: ngettext("{count} citation", "{count} citations", shown.citations.length),
  };
  status.textContent =
    depth.input.value === "2" && !further
      ? _("{papers}, {citations}; none is known two citations away", found)
      : _("{papers}, {citations}", found);
  place.dataset.shown = String(shown.papers.length);
}

function slider(
  name: string,
  min: number,
  max: number,
  value: number,
): { label: HTMLLabelElement; input: HTMLInputElement } {
  const label = element("label", "kb-around__slider", `${name} `);
  const input = element("input");
  Object.assign(input, { type: "range", min: String(min), max: String(max), step: "1" });
  input.value = String(value);
  const output = element("output", "", String(value));
  input.addEventListener("input", () => {
    output.textContent = input.value;
    draw();
  });
  label.append(input, output);
  return { label, input };
}

function buttons(): HTMLElement {
  const group = element("div", "kb-around__buttons");
  for (const [name, sign, by] of [
    [_("Enlarge"), "+", 1.5],
    [_("Reduce"), "−", 1 / 1.5],
    [_("Show all"), "⤢", 0],
  ] as const) {
    const button = pressable("kb-around__button", sign, () => picture.enlarge(by));
    button.setAttribute("aria-label", name);
    button.title = name;
    group.append(button);
  }
  return group;
}

function legend(): HTMLElement {
  const list = element("ul", "kb-bare kb-around__legend");
  for (const relation of RELATIONS) {
    if (!all.papers.some((paper) => paper.relation === relation)) continue;
    const item = element("li");
    const sample = drawn("svg", { viewBox: "-14 -14 28 28", "aria-hidden": "true" });
    sample.append(mark(relation));
    item.append(sample, WORDS[relation]);
    list.append(item);
  }
  return list;
}

function showTitle(paper: Neighbour | null): void {
  title.textContent = paper?.title ?? "";
}

function showDetails(paper: Neighbour | null): void {
  if (!paper) {
    details.replaceChildren();
    return;
  }
  const name = element("p", "kb-around__name");
  if (paper.relation === "this") name.textContent = paper.title;
  else {
    const link = element("a", "", paper.title);
    link.href = new URL(paper.url, root).href;
    name.append(link);
  }
  const facts = [paper.authors, paper.year, WORDS[paper.relation]].filter((part) => part !== null && part !== "");
  details.replaceChildren(name, element("p", "kb-around__facts", facts.join(" · ")));
}
