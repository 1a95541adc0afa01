/** BibTeX of papers, from the script that holds all entries. */

import { loadScript } from "../lib/load.ts";

/** Where the entries' script leaves its value: entry by paper. */
type Scope = { kbgenBibtex?: Readonly<Record<string, string>> };

/** The entries of papers, in their order. */
export async function entriesOf(place: HTMLElement, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const scope = globalThis as Scope;
  if (!scope.kbgenBibtex) await loadScript(new URL(place.dataset.bibtex ?? "", location.href).href);
  const entries = scope.kbgenBibtex;
  if (!entries) throw new Error("the file holds no entries");
  return new Map(ids.flatMap((id) => (Object.hasOwn(entries, id) ? [[id, (entries[id] ?? "").trim()] as const] : [])));
}

/** The key of an entry: "name" of "@article{name,". */
export function keyOf(entry: string): string {
  return /^@\w+\{([^,\s]+),/.exec(entry)?.[1] ?? "";
}
