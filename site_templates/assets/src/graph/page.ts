/** The page of the graph: what the reader does becomes a state, the state an address and a look of the map. */

import { showQuery } from "../lib/address.ts";
import { element, required } from "../lib/dom.ts";
import { papers } from "../lib/labels.ts";
import { isNight, onPalette } from "../lib/palette.ts";
import { siteRoot } from "../lib/root.ts";
import { _ } from "../lib/words.ts";
import { card, linkMaker, wayInWords } from "./card.ts";
import { canDraw, type Chart, drawChart } from "./chart.ts";
import { colouring } from "./colours.ts";
import { controls, legend } from "./controls.ts";
import { type Data, loadMap } from "./data.ts";
import { shortestWay, tiesOf } from "./edges.ts";
import { isShown } from "./filter.ts";
import { find, picker, searchTexts } from "./picker.ts";
import { EMPTY, readState, type State, writeState } from "./state.ts";

const STEP = 0.12;
const ADDRESS_MS = 300;

export async function graphPage(script: string): Promise<void> {
  const place = required("#kb-graph", HTMLElement);
  const status = required(".kb-map__status", HTMLElement, place);
  try {
    open(place, status, await loadMap(place), siteRoot(script));
  } catch (error) {
    status.textContent = _("The map could not be loaded ({error}). The tables below say what it shows.", {
      error: String(error),
    });
    required(".kb-map__frame", HTMLElement, place).hidden = true;
  }
}

function open(place: HTMLElement, status: HTMLElement, data: Data, root: URL): void {
  const frame = required(".kb-map__frame", HTMLElement, place);
  const canvas = required(".kb-map__canvas", HTMLElement, frame);
  const details = required(".kb-map__card", HTMLElement, frame);
  const way = required(".kb-map__way", HTMLElement, place);
  const ways = required(".kb-map__ways", HTMLDetailsElement, place);
  const tip = frame.appendChild(element("p", "kb-map__tip"));
  tip.hidden = true;
  const { id: ids, title: titles } = data.catalogue.papers;
  const placeOf = new Map(ids.map((id, paper) => [id, paper]));
  const ties = tiesOf(data.map);
  const link = linkMaker(data, root);
  const paperOf = (id: string): number | null => placeOf.get(data.catalogue.aliases[id] ?? id) ?? null;
  const idOf = (paper: number | null): string => (paper === null ? "" : (ids[paper] ?? ""));
  let state: State = readState(location.search);
  let timer = 0;

  const write = (): void => showQuery(writeState(state), false);
  const change = (part: Partial<State>): void => {
    state = { ...state, ...part };
    write();
    show();
  };
  const choose = (paper: number | null, isToSee: boolean): void => {
    change({ paper: idOf(paper) });
    if (paper !== null && isToSee) chart?.goTo(paper);
  };
  const fields = controls(required("form", HTMLFormElement, place), data, change);
  const texts = searchTexts(data.catalogue);
  const search = (text: string): number[] => find(texts, data.map.rank, text);
  const pick = (name: string, picked: (paper: number) => void) =>
    picker(required(`[data-pick=${name}]`, HTMLElement, place), titles, search, picked);
  const boxes = {
    paper: pick("paper", (paper) => choose(paper, true)),
    start: pick("start", (paper) => change({ start: idOf(paper) })),
    end: pick("end", (paper) => change({ end: idOf(paper) })),
  };
  const hover = (paper: number | null): void => {
    tip.hidden = paper === null;
    canvas.style.cursor = paper === null ? "" : "pointer";
    if (paper === null || !chart) return;
    const { x, y } = chart.at(paper);
    const year = data.catalogue.papers.year[paper];
    tip.textContent = `${titles[paper] ?? ""}${year ? ` (${year})` : ""}`;
    tip.classList.toggle("kb-map__tip--left", x > canvas.clientWidth / 2);
    tip.style.left = `${x}px`;
    tip.style.top = `${y}px`;
  };
  const chart: Chart | null = canDraw()
    ? drawChart(canvas, data.map, titles, {
        hover,
        click: (paper) => choose(paper, false),
        moved: (view) => {
          tip.hidden = true;
          state = { ...state, view };
          clearTimeout(timer);
          timer = window.setTimeout(write, ADDRESS_MS);
        },
      })
    : null;
  canvas.hidden = chart === null;

  const showWay = (): readonly number[] => {
    const [start, end] = [paperOf(state.start), paperOf(state.end)];
    boxes.start.show(start);
    boxes.end.show(end);
    if (state.start || state.end) ways.open = true;
    way.replaceChildren();
    if (start === null || end === null) return [];
    const found = shortestWay(ties, start, end);
    const none = _("No known citation or relation joins the two, not even by way of others.");
    way.append(...(found ? wayInWords(start, found, link) : [element("p", "", none)]));
    return found ? [start, ...found.map((tie) => tie.paper)] : [];
  };
  const showCard = (paper: number | null): void => {
    details.hidden = paper === null;
    if (paper === null) return;
    const start = (): void => {
      change({ start: idOf(paper), end: "" });
      required("[data-pick=end] input", HTMLInputElement, place).focus();
    };
    const go = { pick: (other: number) => choose(other, true), close: () => choose(null, false), start };
    details.replaceChildren(...card(data, paper, ties[paper] ?? [], link, go));
  };
  const show = (): void => {
    const night = isNight();
    const paper = paperOf(state.paper);
    const colours = colouring(data, state.colour, night);
    const shown = isShown(data, state);
    const onWay = showWay();
    const chosen = new Set(paper === null ? onWay : [paper, ...onWay]);
    const near = new Set(paper === null ? [] : (ties[paper] ?? []).map((tie) => tie.paper));
    fields.show(state);
    legend(required(".kb-map__legend", HTMLElement, place), colours.classes);
    showCard(paper);
    chart?.draw({ shown, colour: colours.of, chosen, near, way: onWay, isNight: night });
    const count = ids.reduce((sum, _, at) => sum + (shown(at) ? 1 : 0), 0);
    const all = { papers: papers(ids.length) };
    const said = count === ids.length ? _("All {papers}.", all) : _("{count} of {papers} shown.", { count, ...all });
    const noMap = _("This browser draws nothing with WebGL, so there is no map.");
    status.textContent = chart ? said : `${noMap} ${said}`;
    place.dataset.shown = writeState(state) || "all";
  };

  required(".kb-map__reset", HTMLButtonElement, place).addEventListener("click", () => {
    boxes.paper.show(null);
    change({ ...EMPTY, colour: state.colour });
    chart?.see(null);
  });
  if (chart) steer(frame, canvas, chart);
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.paper) choose(null, false);
  });
  onPalette(show);
  boxes.paper.show(paperOf(state.paper));
  show();
  const chosen = paperOf(state.paper);
  if (state.view) chart?.see(state.view);
  else if (chosen !== null) chart?.goTo(chosen);
}

/** Buttons and keys move the map as a mouse and fingers do. */
function steer(frame: HTMLElement, canvas: HTMLElement, chart: Chart): void {
  const zoom: Readonly<Record<string, () => void>> = {
    in: () => chart.zoom(1 / 1.6),
    out: () => chart.zoom(1.6),
    all: () => chart.see(null),
  };
  for (const button of frame.querySelectorAll<HTMLButtonElement>("[data-zoom]")) {
    button.addEventListener("click", () => zoom[button.dataset.zoom ?? ""]?.());
  }
  const keys: Readonly<Record<string, () => void>> = {
    "+": () => chart.zoom(1 / 1.6),
    "=": () => chart.zoom(1 / 1.6),
    "-": () => chart.zoom(1.6),
    "0": () => chart.see(null),
    ArrowLeft: () => chart.pan(-STEP, 0),
    ArrowRight: () => chart.pan(STEP, 0),
    ArrowUp: () => chart.pan(0, -STEP),
    ArrowDown: () => chart.pan(0, STEP),
  };
  canvas.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
}
