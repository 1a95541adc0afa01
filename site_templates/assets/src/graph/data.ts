/** What the build writes for the map (see kbgen/views/graph/map.py), beside the catalogue that the explorer loads too. */

import type { Catalogue } from "../engine/catalogue.ts";
import { loadCatalogue } from "../engine/load.ts";
import { loadData } from "../lib/load.ts";

export type MapData = {
  readonly version: 1;
  /** Width and height in units of `x` and `y`. */
  readonly scale: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** PageRank times the number of papers: 1 is the average. */
  readonly rank: readonly number[];
  /** Index of `groups`, or -1. */
  readonly group: readonly number[];
  readonly groups: readonly string[];
  /** Two numbers a citation: the places of the citing and of the cited paper. */
  readonly citations: readonly number[];
  /** For each citation a bit set of `staters`, lowest first. */
  readonly stated: readonly number[];
  readonly staters: readonly string[];
  /** Three numbers a relation: paper, paper, index of `kinds`. */
  readonly relations: readonly number[];
  readonly kinds: readonly string[];
};

export type Data = { readonly catalogue: Catalogue; readonly map: MapData };

/** Load both files, whose addresses the page's element names. */
export async function loadMap(place: HTMLElement): Promise<Data> {
  const [catalogue, map] = await Promise.all([
    loadCatalogue(place.dataset.catalogue ?? ""),
    loadData<MapData>(place.dataset.map ?? "", "kbgenMap", 1),
  ]);
  return { catalogue, map };
}
