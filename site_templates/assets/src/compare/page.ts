/** The page of the comparison: what the reader does becomes a state, the state an address and a table. */

import { authorsOf, rowOf } from "../engine/catalogue.ts";
import { showQuery } from "../lib/address.ts";
import { required } from "../lib/dom.ts";
import { papers, shortAuthors } from "../lib/labels.ts";
import { moved } from "../lib/moved.ts";
import { pageOf, siteRoot } from "../lib/root.ts";
import { _, ngettext } from "../lib/words.ts";
import { type Data, loadComparison } from "./data.ts";
import { exporter } from "./export.ts";
import type { Grid } from "./grid.ts";
import { type Paper, paperOf, rowsOf } from "./rows.ts";
import { type Hit, searchBox } from "./search.ts";
import { type Chosen, chosen, readState, type State, writeState } from "./state.ts";
import { type Act, drawTable } from "./table.ts";

export async function comparePage(script: string): Promise<void> {
  const place = required("#kb-compare", HTMLElement);
  const status = required(".kb-compare__status", HTMLElement, place);
  try {
    open(place, status, await loadComparison(place), script);
  } catch (error) {
    status.textContent = _("The comparison could not be loaded ({error}). Each paper's page says the same.", {
      error: String(error),
    });
  }
}

function open(place: HTMLElement, status: HTMLElement, data: Data, script: string): void {
  const root = siteRoot(script);
  const frame = required(".kb-compare__frame", HTMLElement, place);
  const hide = required("input[name=hide]", HTMLInputElement, place);
  const turn = required("input[name=turn]", HTMLInputElement, place);
  const form = required("form.kb-compare__add", HTMLFormElement, place);
  const { catalogue } = data;
  const { id: ids } = catalogue.papers;
  const placeOf = new Map(ids.map((id, at) => [id, at]));
  const atMost = Number(place.dataset.atMost ?? "12");
  let state: State = readState(location.search);
  let now: Chosen = { papers: [], unknown: [], tooMany: 0 };

  const pageAddress = (id: string): string => {
    const at = placeOf.get(id) ?? -1;
    const [arxiv, doi] = [catalogue.papers.arxiv[at], catalogue.papers.doi[at]];
    if (arxiv) return `https://arxiv.org/abs/${arxiv}`;
    if (doi) return `https://doi.org/${encodeURI(doi)}`;
    return pageOf(root, "papers", id);
  };
  const take = exporter(place, pageAddress);

  const show = (said = ""): void => {
    now = chosen(state.ids, placeOf, catalogue.aliases, atMost);
    const isSome = now.papers.length > 0;
    required(".kb-compare__empty", HTMLElement, place).hidden = isSome;
    required(".kb-compare__shown", HTMLElement, place).hidden = !isSome;
    hide.checked = state.hide;
    turn.checked = state.turn;
    const all = rowsOf(data, now.papers);
    const rows = state.hide && now.papers.length > 1 ? all.filter(({ differs }) => differs) : all;
    const grid: Grid = { papers: now.papers.map((at) => paperOf(data, at)), rows, turn: state.turn };
    frame.replaceChildren(...(isSome ? [drawTable(grid, root, act)] : []));
    if (isSome) take(grid);
    status.textContent = [said, ...summary(now, all.length - rows.length, atMost)].filter(Boolean).join(" ");
    place.dataset.shown = writeState(state) || "none";
  };
  const go = (next: Partial<State>, said = ""): void => {
    state = { ...state, ...next };
    showQuery(writeState(state), true);
    show(said);
    search.update();
  };
  const idsNow = (): string[] => now.papers.map((at) => ids[at] ?? "");
  const act = (what: Act, paper: Paper): void => {
    const before = idsNow();
    const at = before.indexOf(paper.id);
    if (what === "remove") {
      const left = before.filter((id) => id !== paper.id);
      go({ ids: left }, _("Removed: {title}.", { title: paper.title }));
      const next = left[Math.min(at, left.length - 1)];
      focusOn(frame, "remove", next) || required("input[name=q]", HTMLInputElement, form).focus();
      return;
    }
    const after = moved(before, at, what === "earlier" ? -1 : 1);
    go({ ids: after }, _("Now at place {place}: {title}.", { place: after.indexOf(paper.id) + 1, title: paper.title }));
    focusOn(frame, what, paper.id) || focusOn(frame, what === "earlier" ? "later" : "earlier", paper.id);
  };
  const hitOf = (id: string): Hit | null => {
    const at = placeOf.get(id);
    if (at === undefined || now.papers.includes(at)) return null;
    const about = [shortAuthors(authorsOf(catalogue, at)), rowOf(catalogue, at).venue].filter(Boolean).join(" · ");
    return { id, title: catalogue.papers.title[at] ?? "", about };
  };
  const add = (id: string): void => {
    const before = idsNow();
    if (before.length >= atMost) {
      show(_("At most {papers} fit beside each other: remove one first.", { papers: papers(atMost) }));
      return;
    }
    go({ ids: [...before, id] }, _("Added: {title}.", { title: catalogue.papers.title[placeOf.get(id) ?? -1] ?? "" }));
  };
  const search = searchBox(form, catalogue, hitOf, add);

  hide.addEventListener("change", () => go({ hide: hide.checked }));
  turn.addEventListener("change", () => go({ turn: turn.checked }));
  required(".kb-compare__clear", HTMLButtonElement, place).addEventListener("click", () => {
    go({ ids: [] }, _("All papers are removed."));
    required("input[name=q]", HTMLInputElement, form).focus();
  });
  addEventListener("popstate", () => {
    state = readState(location.search);
    show();
  });
  show();
}

/** What stands above the table. */
function summary(now: Chosen, hidden: number, atMost: number): string[] {
  const { length } = now.papers;
  const said: string[] = [];
  if (length === 1) said.push(_("1 paper: add another one to compare it with."));
  else if (length > 1) said.push(_("{papers} compared.", { papers: papers(length) }));
  if (hidden > 0) {
    said.push(
      ngettext("{count} row in which all agree is hidden.", "{count} rows in which all agree are hidden.", hidden),
    );
  }
  if (now.tooMany > 0) {
    const fit = { most: papers(atMost) };
    said.push(
      ngettext(
        "At most {most} fit; the last one is left out.",
        "At most {most} fit; the last {count} are left out.",
        now.tooMany,
        fit,
      ),
    );
  }
  if (now.unknown.length > 0) said.push(_("Not in this knowledge base: {ids}.", { ids: now.unknown.join(", ") }));
  return said;
}

function focusOn(frame: HTMLElement, act: Act, id: string | undefined): boolean {
  const button = [...frame.querySelectorAll<HTMLButtonElement>(`[data-act=${act}]`)].find(
    ({ dataset, disabled }) => dataset.paper === id && !disabled,
  );
  button?.focus();
  return button !== undefined;
}
