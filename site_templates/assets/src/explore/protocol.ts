/** What the page and the engine say to each other, whether the engine runs in a worker or beside the page. */

import type { Row } from "../engine/catalogue.ts";
import type { Answer, Ways } from "../engine/engine.ts";
import type { Facet } from "../engine/facets.ts";
import type { RangeFacet } from "../engine/ranges.ts";
import type { State } from "../engine/state.ts";

export type Question =
  | { readonly ask: "open"; readonly catalogue: string; /** Address of the words, or "". */ readonly words: string }
  | { readonly ask: "answer"; readonly state: State; readonly pageSize: number }
  | { readonly ask: "ways"; readonly state: State }
  | { readonly ask: "all"; readonly state: State }
  | { readonly ask: "rows"; readonly ids: readonly string[] };

export type Opened = {
  readonly total: number;
  readonly facets: readonly Facet[];
  readonly ranges: readonly RangeFacet[];
};

type Replies = { open: Opened; answer: Answer; ways: Ways; all: readonly string[]; rows: readonly Row[] };
export type Reply<Asked extends Question> = Replies[Asked["ask"]];

export type Message = { readonly number: number; readonly question: Question };
export type Response = { readonly number: number } & ({ readonly reply: unknown } | { readonly error: string });

/** The engine as the page sees it. */
export type Client = <Asked extends Question>(question: Asked) => Promise<Reply<Asked>>;
