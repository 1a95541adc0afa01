/** BibTeX, RIS and CSL-JSON of papers, from the files that the build divides them into (kbgen/views/site/cite_parts.py). */

import { loadScript } from "./load.ts";

export type Cited = { readonly bibtex: string; readonly ris: string; readonly csl: object };

/** Where these files leave their values: by paper. */
type CitedScope = { kbgenCited?: Record<string, Cited> };

export class Citations {
  readonly #folder: string;
  readonly #parts: number;
  readonly #loaded = new Map<number, Promise<void>>();

  /** `place` is the element that names the folder and the number of files. */
  constructor(place: HTMLElement) {
    this.#folder = new URL(place.dataset.cite ?? "", location.href).href;
    this.#parts = Number(place.dataset.citeParts ?? "1");
  }

  /** The citations of papers, in their order. Those that are no papers here have none. */
  async of(ids: readonly string[]): Promise<Cited[]> {
    await Promise.all([...new Set(ids.map((id) => crc32(id) % this.#parts))].map((part) => this.#load(part)));
    const known = (globalThis as CitedScope).kbgenCited ?? {};
    return ids.flatMap((id) => (Object.hasOwn(known, id) ? [known[id] as Cited] : []));
  }

  #load(part: number): Promise<void> {
    let loading = this.#loaded.get(part);
    if (!loading) {
      loading = loadScript(new URL(`${part}.js`, this.#folder).href);
      this.#loaded.set(part, loading);
      loading.catch(() => this.#loaded.delete(part));
    }
    return loading;
  }
}

/** The CRC-32 of a text in UTF-8 (ISO 3309), as zlib works it out. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
