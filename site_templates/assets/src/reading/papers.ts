/** The papers of the catalogue by identifier, former ones included. */

import { type Catalogue, type Row, rowOf } from "../engine/catalogue.ts";

export class Papers {
  readonly #catalogue: Catalogue;
  readonly #places: ReadonlyMap<string, number>;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#places = new Map(catalogue.papers.id.map((id, place) => [id, place]));
  }

  /** The identifier that a paper has now: a record may have been renamed, or merged with another. */
  present(id: string): string {
    const { aliases } = this.#catalogue;
    return !this.#places.has(id) && Object.hasOwn(aliases, id) ? (aliases[id] ?? id) : id;
  }

  /** What is known of a paper, or null where it is no longer here. */
  row(id: string): Row | null {
    const place = this.#places.get(id);
    return place === undefined ? null : rowOf(this.#catalogue, place);
  }
}
