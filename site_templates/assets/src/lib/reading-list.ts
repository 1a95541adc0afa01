/** The reading list: papers that a reader marked, in the reader's order, with notes. It is kept in the browser alone. */

import { Stored } from "./stored.ts";

/** `title` is the paper's when it was marked, for a paper that is no longer here. */
export type Entry = {
  readonly id: string;
  readonly title: string;
  readonly status: "to read" | "read";
  readonly note: string;
};

/** The form in which lists are kept and exported. */
export type Kept = { readonly version: 1; readonly papers: readonly Entry[] };

export class ReadingList {
  readonly #stored: Stored<Kept>;

  constructor(root: URL) {
    this.#stored = new Stored("reading-list", root, readList);
  }

  get entries(): readonly Entry[] {
    return this.#stored.get().papers;
  }

  onChange(call: () => void): void {
    this.#stored.onChange(call);
  }

  /** Put papers at the end, but for those that are there; false where the browser does not keep it. */
  add(papers: readonly { readonly id: string; readonly title: string }[]): boolean {
    return this.replace(joined(this.entries, papers.map(newEntry)));
  }

  remove(id: string): boolean {
    return this.replace(this.entries.filter((entry) => entry.id !== id));
  }

  replace(papers: readonly Entry[]): boolean {
    return this.#stored.set({ version: 1, papers });
  }
}

export function newEntry({ id, title }: { readonly id: string; readonly title: string }): Entry {
  return { id, title, status: "to read", note: "" };
}

/** Two lists as one: what both have is kept once, with the first's order and status, and the notes of both. */
export function joined(first: readonly Entry[], second: readonly Entry[]): Entry[] {
  const found = new Map<string, Entry>();
  for (const entry of [...first, ...second]) {
    const known = found.get(entry.id);
    const notes = known && entry.note && !known.note.includes(entry.note) ? [known.note, entry.note] : [];
    found.set(
      entry.id,
      known ? { ...known, note: notes.length > 0 ? notes.filter(Boolean).join("\n") : known.note } : entry,
    );
  }
  return [...found.values()];
}

/** A list of whatever was kept or imported; what makes no sense in it is left out. */
export function readList(kept: unknown): Kept {
  return { version: 1, papers: entriesOf(kept) ?? [] };
}

/** The entries of a list in JSON, or null where it is none. */
export function entriesOf(kept: unknown): Entry[] | null {
  if (typeof kept !== "object" || kept === null || !("papers" in kept) || !Array.isArray(kept.papers)) return null;
  const entries = kept.papers.flatMap((one: unknown): Entry[] => {
    const { id, title, status, note } = (typeof one === "object" && one !== null ? one : {}) as Record<string, unknown>;
    if (typeof id !== "string" || id === "") return [];
    return [
      {
        id,
        title: typeof title === "string" ? title : id,
        status: status === "read" ? "read" : "to read",
        note: typeof note === "string" ? note : "",
      },
    ];
  });
  return joined([], entries);
}
