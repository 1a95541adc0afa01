/** The explorer's page: what the reader does becomes a state, the state an address and a question to the engine. */

import type { Answer } from "../engine/engine.ts";
import { EMPTY, readState, type State, toggle, writeState } from "../engine/state.ts";
import { counted, required } from "../lib/dom.ts";
import { siteRoot } from "../lib/root.ts";
import { arrowKeys } from "../lib/roving.ts";
import { exportButton } from "./export.ts";
import { FacetPanel } from "./facet-panel.ts";
import { ResultList, showSort } from "./results.ts";
import { connect } from "./service.ts";

const PAGE_SIZE = 30;

export async function explore(script: string): Promise<void> {
  const place = required("#kb-explore", HTMLElement);
  const form = required("form.kb-explore__form", HTMLFormElement, place);
  const box = required("input[name=q]", HTMLInputElement, form);
  const sort = required("select[name=sort]", HTMLSelectElement, form);
  const status = required(".kb-explore__status", HTMLElement, place);
  const client = connect(script);
  const address = new URL(place.dataset.catalogue ?? "", location.href).href;
  status.textContent = "Loading the catalogue …";

  const opened = await client({ ask: "open", catalogue: address }).catch((error: unknown) => {
    status.textContent = `The catalogue could not be loaded (${String(error)}). All papers are also in plain lists.`;
    return null;
  });
  if (!opened) return;
  const facetIds = opened.facets.map((facet) => facet.id);
  let state: State = { ...EMPTY };
  let latest = 0;

  const results = new ResultList(place, siteRoot(script), (next) => go(next));
  const facets = new FacetPanel(place, opened.facets, (facet, value) => go(toggle(state, facet, value)));
  exportButton(place, () => client({ ask: "all", state }), results);

  const show = async (): Promise<void> => {
    const asked = ++latest;
    const answer = await client({ ask: "answer", state, pageSize: PAGE_SIZE });
    if (asked !== latest) return;
    results.show(answer, state);
    facets.show(answer, state);
    status.textContent = statusOf(answer, opened.total);
    place.dataset.shown = writeState(state) || "all";
  };
  const write = (asNew: boolean): void => {
    const query = writeState(state);
    const target = `${location.pathname}${query ? `?${query}` : ""}`;
    if (asNew) history.pushState(null, "", target);
    else history.replaceState(null, "", target);
  };
  /** A step the back button undoes. */
  const go = (next: State): void => {
    const turned = next.page !== state.page;
    state = next;
    box.value = state.text;
    write(true);
    void show().then(() => {
      if (turned) place.scrollIntoView();
    });
  };
  const read = (): void => {
    state = readState(location.search, facetIds);
    box.value = state.text;
    showSort(sort, state);
    void show();
  };

  // While one types the address follows without a step for each letter.
  box.addEventListener("input", () => {
    state = { ...state, text: box.value, page: 1 };
    write(false);
    void show();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.value === "") return;
    event.preventDefault();
    go({ ...state, text: "", page: 1 });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(true);
  });
  sort.addEventListener("change", () => go({ ...state, sort: readState(`?sort=${sort.value}`, []).sort, page: 1 }));
  arrowKeys(box, place, () => results.links());
  addEventListener("popstate", read);
  place.hidden = false;
  read();
}

function statusOf(answer: Answer, all: number): string {
  const papers = answer.total === all ? `All ${counted(all, "paper")}` : counted(answer.total, "paper");
  if (answer.total === 0) return "No paper matches.";
  return answer.relaxed ? `No paper has all the words; ${counted(answer.total, "paper")} have some of them.` : papers;
}
