/** What a reader compares, and its form in an address that can be shared. */

export type State = {
  /** Identifiers of papers, each once, in the reader's order. */
  readonly ids: readonly string[];
  /** Rows in which all papers agree are hidden. */
  readonly hide: boolean;
  /** One row a paper instead of one column. */
  readonly turn: boolean;
};

/** The state an address asks for. */
export function readState(query: string): State {
  const params = new URLSearchParams(query);
  const ids = params
    .getAll("ids")
    .flatMap((value) => value.split(","))
    .map((id) => id.trim())
    .filter(Boolean);
  return { ids: [...new Set(ids)], hide: params.get("hide") === "same", turn: params.get("papers") === "rows" };
}

/** The query string of a state, empty where nothing is compared. */
export function writeState({ ids, hide, turn }: State): string {
  const params = new URLSearchParams();
  if (ids.length > 0) params.set("ids", ids.join(","));
  if (hide) params.set("hide", "same");
  if (turn) params.set("papers", "rows");
  return params.toString().replaceAll("%2C", ",");
}

export type Chosen = {
  /** Places in the catalogue. */
  readonly papers: readonly number[];
  /** Identifiers that no paper here has or had. */
  readonly unknown: readonly string[];
  /** How many more were asked for than fit. */
  readonly tooMany: number;
};

/** The papers that identifiers stand for; former identifiers lead to the papers that had them. */
export function chosen(
  ids: readonly string[],
  placeOf: ReadonlyMap<string, number>,
  aliases: Readonly<Record<string, string>>,
  atMost: number,
): Chosen {
  const papers: number[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const place = placeOf.get(id) ?? placeOf.get(Object.hasOwn(aliases, id) ? (aliases[id] ?? "") : "");
    if (place === undefined) unknown.push(id);
    else if (!papers.includes(place)) papers.push(place);
  }
  return { papers: papers.slice(0, atMost), unknown, tooMany: Math.max(0, papers.length - atMost) };
}
