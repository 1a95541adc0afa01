/** The explorer's page: what the reader does becomes a state, the state an address and a question to the engine. */

import { breath } from "../engine/breath.ts";
import { type Answer, Engine } from "../engine/engine.ts";
import { loadCatalogue } from "../engine/load.ts";
import { EMPTY, readState, type State, VIEWS, writeState } from "../engine/state.ts";
import { required } from "../lib/dom.ts";
import { frameShown } from "../lib/frames.ts";
import { papers } from "../lib/labels.ts";
import { ReadingList } from "../lib/reading-list.ts";
import { siteRoot } from "../lib/root.ts";
import { arrowKeys } from "../lib/roving.ts";
import { _ } from "../lib/words.ts";
import { Marks } from "../reading/mark.ts";
import { Offers } from "./coins.ts";
import { columnsOf } from "./columns.ts";
import { type Change, FacetPanel } from "./facet-panel.ts";
import { keys, menus } from "./keys.ts";
import { PaperRows } from "./paper-rows.ts";
import { ResultList, showSort } from "./results.ts";
import { savedSearches } from "./saved.ts";
import { noteScroll, scrollBack } from "./scrolled.ts";
import { Selection } from "./selection.ts";
import { selectionBar } from "./selection-bar.ts";
import { ResultTable } from "./table.ts";
import { Trail } from "./trail.ts";

const PAGE_SIZE = 20;
/** How long, in milliseconds, the papers stand before the filters follow: a reader who goes on typing waits for neither. */
const REST = 60;

export async function explore(script: string): Promise<void> {
  const place = required("#kb-explore", HTMLElement);
  const status = required(".kb-explore__status", HTMLElement, place);
  const catalogue = await loadCatalogue(place.dataset.catalogue ?? "").catch((error: unknown) => {
    status.textContent = _("The catalogue could not be loaded ({error}). All papers are also in plain lists.", {
      error: String(error),
    });
    return null;
  });
  if (!catalogue) return;
  await breath();
  const engine = new Engine(catalogue);
  await breath();
  const page = new Page(place, status, engine, siteRoot(script));
  await breath();
  page.begin();
}

class Page {
  readonly #place: HTMLElement;
  readonly #status: HTMLElement;
  readonly #engine: Engine;
  readonly #box: HTMLInputElement;
  readonly #sort: HTMLSelectElement;
  readonly #results: ResultList;
  readonly #offers: Offers;
  readonly #facets: FacetPanel;
  readonly #selection = new Selection();
  readonly #trail = new Trail(() => ({ query: writeState(this.#state), fragment: this.#selection.fragment }));
  readonly #facetIds: readonly string[];
  #state: State = EMPTY;
  #latest = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #pages = 1;

  constructor(place: HTMLElement, status: HTMLElement, engine: Engine, root: URL) {
    this.#place = place;
    this.#status = status;
    this.#engine = engine;
    this.#facetIds = engine.facets.map((facet) => facet.id);
    this.#box = required("input[name=q]", HTMLInputElement, place);
    this.#sort = required("select[name=sort]", HTMLSelectElement, place);
    this.#offers = new Offers(place, root);
    const list = new ReadingList(root);
    const marks = new Marks(list);
    const rows = new PaperRows(place, root, marks);
    const change: Change = (step, of) => this.#go(step(this.#state), of);
    const table = new ResultTable(place, columnsOf(engine.facets), rows, marks, this.#selection, change);
    this.#results = new ResultList(place, rows, table, this.#selection, (next) => this.#go(next));
    this.#facets = new FacetPanel(place, engine.facets, engine.ranges, change);
    const showBar = selectionBar(place, this.#selection, list, root, {
      matching: async () => {
        await engine.readyFor(this.#state);
        return engine.all(this.#state);
      },
      rows: (ids) => engine.rows(ids),
    });
    this.#selection.onShown = showBar;
    this.#selection.onChange = () => {
      showBar();
      this.#trail.detail();
      this.#trail.write();
    };
    keys(place, {
      select: (id) => this.#selection.toggle(id),
      turn: (by) => {
        const page = this.#state.page + by;
        if (page >= 1 && page <= this.#pages) this.#go({ ...this.#state, page });
      },
    });
    menus(place);
    savedSearches(place, root, {
      open: (query) => this.#go(readState(query, this.#facetIds)),
      current: () => writeState({ ...this.#state, page: 1 }),
      named: () => this.#named(),
    });
  }

  begin(): void {
    // While one types the address follows without a step for each letter.
    this.#box.addEventListener("input", () => {
      this.#trail.typed();
      this.#state = { ...this.#state, text: this.#box.value, page: 1 };
      void this.#show();
      this.#trail.writeSoon();
    });
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) this.#trail.settle();
      if (event.key !== "Escape" || this.#box.value === "") return;
      event.preventDefault();
      this.#go({ ...this.#state, text: "", page: 1 });
    });
    const sorted = (): State => ({ ...this.#state, sort: readState(`?sort=${this.#sort.value}`, []).sort, page: 1 });
    this.#sort.addEventListener("change", () => this.#go(sorted()));
    for (const radio of this.#place.querySelectorAll<HTMLInputElement>("input[name=view]")) {
      const view = VIEWS.find((name) => name === radio.value) ?? "list";
      radio.addEventListener("change", () => this.#go({ ...this.#state, view }));
    }
    arrowKeys(this.#box, this.#place, () => this.#results.links());
    addEventListener("popstate", () => this.#read());
    noteScroll();
    this.#place.hidden = false;
    this.#read();
    void this.#engine.practise();
  }

  async #show(): Promise<void> {
    const asked = ++this.#latest;
    const state = this.#state;
    const query = writeState(state) || "all";
    this.#place.dataset.asked = query;
    clearTimeout(this.#resting);
    await this.#engine.readyFor(state);
    if (asked !== this.#latest) return;
    const answer = this.#engine.answer(state, PAGE_SIZE);
    this.#pages = answer.pages;
    this.#results.show(answer, state);
    this.#selection.shown(answer.rows.map(({ id }) => id));
    this.#status.textContent = statusOf(answer, this.#engine.total);
    this.#place.dataset.shown = query;
    const isFirst = this.#place.dataset.followed === undefined;
    this.#resting = setTimeout(() => void this.#follow(asked, answer, state), isFirst ? 0 : REST);
  }

  /**
   * Show what follows from the papers shown: those out of sight, how many each option leaves, what else may be meant. It is
   * done in small steps, so that a key pressed meanwhile is answered at once, and the rest of them left out.
   */
  async #follow(asked: number, answer: Answer, state: State): Promise<void> {
    if (!(await this.#unlessAsked(asked, this.#results.rest()))) return;
    if (asked === 1) scrollBack();
    const ways = this.#engine.ways(state);
    this.#results.showWays(ways, answer.total);
    if (!(await this.#unlessAsked(asked, this.#facets.show(ways.counts, state)))) return;
    this.#offers.show(answer.rows);
    this.#place.dataset.followed = writeState(state) || "all";
  }

  /** Do something step by step, unless the reader asks something else meanwhile; whether all of it was done. */
  async #unlessAsked(asked: number, steps: Iterable<void>): Promise<boolean> {
    for (const _step of steps) {
      await frameShown();
      if (asked !== this.#latest) return false;
    }
    return true;
  }

  /** A step the back button undoes; `of` names what is changed step by step. */
  #go(next: State, of?: string): void {
    this.#trail.step(of);
    const turned = next.page !== this.#state.page;
    const focused = document.querySelector("#kb-explore :focus-visible");
    this.#state = next;
    this.#box.value = next.text;
    void this.#show().then(async () => {
      // The papers come first: telling the browser of an address takes as long as finding them.
      if (!turned) await frameShown();
      this.#trail.write();
      if (!turned) return;
      this.#place.scrollIntoView();
      // Who turns pages by keyboard goes on with the first paper, not before the first link of the whole page.
      if (focused && !focused.isConnected) this.#results.links()[0]?.focus({ preventScroll: true });
    });
  }

  #read(): void {
    this.#trail.left();
    this.#state = readState(location.search, this.#facetIds);
    this.#box.value = this.#state.text;
    showSort(this.#sort, this.#state);
    this.#selection.read(location.hash);
    void this.#show();
  }

  /** What the papers shown could be called: the words and the filters. */
  #named(): string {
    const chips = [...this.#place.querySelectorAll(".kb-chip--remove")].map((chip) => chip.childNodes[1]?.textContent);
    return [this.#state.text.trim(), ...chips].filter(Boolean).join(", ").slice(0, 80) || _("All papers");
  }
}

function statusOf(answer: Answer, all: number): string {
  const { total, relaxed } = answer;
  if (total === 0) return _("No paper matches.");
  if (relaxed) return _("No paper has all the words; {papers} have some of them.", { papers: papers(total) });
  return total === all ? _("All {papers}", { papers: papers(all) }) : papers(total);
}
