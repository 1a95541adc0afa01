/** Full-text search: Pagefind's core, which loads only the parts of its index that a query needs. */

import { readIdentifier } from "../query/parse.ts";

export type Hit = {
  readonly url: URL;
  readonly title: string;
  /** Paper, dataset, topic …: what the page is about; "" where the page does not say. */
  readonly kind: string;
  readonly by: string;
  /** The words around the match, as text with marked parts. */
  readonly excerpt: readonly { readonly text: string; readonly marked: boolean }[];
};

type Fragment = { url: string; excerpt: string; meta: Record<string, string | undefined> };
type Found = { results: { data(): Promise<Fragment> }[]; filters?: Record<string, Record<string, number>> };
type Pagefind = {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>;
  init(): Promise<void>;
  filters(): Promise<unknown>;
  search(query: string, options?: { filters?: Record<string, string> }): Promise<Found>;
};

let loading: Promise<Pagefind> | null = null;

/** Whether pages can be searched at all: the index is read by requests, which a file system does not answer. */
export function canSearch(): boolean {
  return location.protocol !== "file:";
}

/** Load Pagefind once; a failed load is tried again at the next query. */
export function loadPagefind(root: URL): Promise<Pagefind> {
  loading ??= load(root).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(root: URL): Promise<Pagefind> {
  const pagefind = (await import(new URL("pagefind/pagefind.js", root).href)) as Pagefind;
  await pagefind.options({ baseUrl: root.pathname, excerptLength: 28 });
  await pagefind.init();
  // Results are counted by kind only once the filters are loaded.
  await pagefind.filters();
  return pagefind;
}

export type Results = {
  readonly total: number;
  /** How many hits each kind of page has, whichever kind is asked for. */
  readonly kinds: Readonly<Record<string, number>>;
  hits(from: number, to: number): Promise<Hit[]>;
};

/** Search all pages, or those of one kind. A pasted identifier is looked for as the records write it. */
export async function searchPages(root: URL, text: string, kind = ""): Promise<Results> {
  const pagefind = await loadPagefind(root);
  const query = readIdentifier(text)?.value ?? text;
  const all = await pagefind.search(query);
  const found = kind ? await pagefind.search(query, { filters: { kind } }) : all;
  return {
    total: found.results.length,
    kinds: all.filters?.kind ?? {},
    hits: async (from, to) => {
      const fragments = await Promise.all(found.results.slice(from, to).map((result) => result.data()));
      return fragments.map((fragment) => hitOf(fragment));
    },
  };
}

function hitOf({ url, excerpt, meta }: Fragment): Hit {
  return {
    url: new URL(url, location.href),
    title: meta.title ?? url,
    kind: meta.kind ?? "",
    by: meta.by ?? "",
    excerpt: markedParts(excerpt),
  };
}

/** Pagefind gives excerpts as HTML with `<mark>`; only the text and which part is marked are taken from it. */
function markedParts(html: string): Hit["excerpt"] {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.childNodes].map((node) => ({ text: node.textContent ?? "", marked: node.nodeName === "MARK" }));
}
