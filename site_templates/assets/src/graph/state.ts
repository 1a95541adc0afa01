/** What the reader sees of the map, as the page's address keeps it. */

export type View = { readonly x: number; readonly y: number; readonly ratio: number };

export type State = {
  /** What colours stand for: `group`, `year` or the id of an axis. */
  readonly colour: string;
  /** `axis/term`, or "". */
  readonly term: string;
  /** Years, or 0. */
  readonly from: number;
  readonly to: number;
  /** Identifiers of papers, or "": the chosen one and the two ends of a way. */
  readonly paper: string;
  readonly start: string;
  readonly end: string;
  /** Middle and width of what is seen, null for the whole map. */
  readonly view: View | null;
};

export const EMPTY: State = { colour: "group", term: "", from: 0, to: 0, paper: "", start: "", end: "", view: null };

export function readState(query: string): State {
  const params = new URLSearchParams(query);
  const text = (name: string): string => params.get(name) ?? "";
  const year = (name: string): number => {
    const found = Number(text(name));
    return Number.isInteger(found) && found > 0 ? found : 0;
  };
  const [x = Number.NaN, y = Number.NaN, ratio = Number.NaN] = text("at").split(",").map(Number.parseFloat);
  const isView = Number.isFinite(x + y + ratio) && ratio > 0;
  return {
    colour: text("colour") || EMPTY.colour,
    term: text("term"),
    from: year("from"),
    to: year("to"),
    paper: text("paper"),
    start: text("start"),
    end: text("end"),
    view: isView ? { x, y, ratio } : null,
  };
}

/** The query string of a state, empty for the state everybody starts with. */
export function writeState(state: State): string {
  const params = new URLSearchParams();
  for (const name of ["colour", "term", "from", "to", "paper", "start", "end"] as const) {
    if (state[name] && state[name] !== EMPTY[name]) params.set(name, String(state[name]));
  }
  if (state.view) params.set("at", [state.view.x, state.view.y, state.view.ratio].map((one) => one.toFixed(3)).join());
  return params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
}
