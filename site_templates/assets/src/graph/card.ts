/** What is known of the chosen paper, and the way between two, as elements. */

import { authorsOf } from "../engine/catalogue.ts";
import { element, pressable } from "../lib/dom.ts";
import { shortAuthors } from "../lib/labels.ts";
import { pageOf } from "../lib/root.ts";
import { _, ngettext } from "../lib/words.ts";
import type { Data } from "./data.ts";
import { inWords, type Tie } from "./edges.ts";

/** What ties a paper to those near it, with how many they are. */
const NEAR: readonly { readonly is: (tie: Tie) => boolean; readonly count: (papers: number) => string }[] = [
  {
    is: ({ kind, forward }) => kind === "cites" && forward,
    count: (papers) => ngettext("Cites {count} paper", "Cites {count} papers", papers),
  },
  {
    is: ({ kind, forward }) => kind === "cites" && !forward,
    count: (papers) => ngettext("Cited by {count} paper", "Cited by {count} papers", papers),
  },
  {
    is: ({ kind }) => kind !== "cites",
    count: (papers) => ngettext("Extends or compares {count} paper", "Extends or compares {count} papers", papers),
  },
];

/** Makes links to papers' pages. */
export function linkMaker(data: Data, root: URL): (paper: number) => HTMLAnchorElement {
  return (paper) => {
    const link = element("a", "", data.catalogue.papers.title[paper]);
    link.href = pageOf(root, "papers", data.catalogue.papers.id[paper] ?? "");
    return link;
  };
}

export function card(
  data: Data,
  paper: number,
  ties: readonly Tie[],
  link: (paper: number) => HTMLElement,
  go: { readonly pick: (paper: number) => void; readonly close: () => void; readonly start: () => void },
): HTMLElement[] {
  const heading = element("h2", "kb-map__title");
  heading.append(link(paper));
  const authors = authorsOf(data.catalogue, paper);
  const year = data.catalogue.papers.year[paper];
  const group = data.map.groups[data.map.group[paper] ?? -1];
  const lines = [
    [shortAuthors(authors), year || ""].filter(Boolean).join(" · "),
    group ? _("Group: {name}", { name: group }) : "",
    _("PageRank {rank} (1 is the average)", { rank: (data.map.rank[paper] ?? 0).toFixed(2) }),
  ];
  const parts: HTMLElement[] = [close(go.close), heading];
  parts.push(...lines.filter(Boolean).map((line) => element("p", "kb-hint", line)));
  parts.push(...NEAR.flatMap(({ is, count }) => neighbours(data, count, ties.filter(is), go.pick)));
  if (ties.length === 0) parts.push(element("p", "kb-hint", _("No citation to or from a paper here is known.")));
  const buttons = element("p", "kb-buttons");
  buttons.append(pressable("kb-button", _("Find a way from here"), go.start));
  parts.push(buttons);
  return parts;
}

function close(done: () => void): HTMLElement {
  const button = pressable("kb-map__close", "×", done);
  button.setAttribute("aria-label", _("Close"));
  return button;
}

function neighbours(
  data: Data,
  count: (papers: number) => string,
  ties: readonly Tie[],
  pick: (paper: number) => void,
): HTMLElement[] {
  if (ties.length === 0) return [];
  const fold = element("details", "kb-map__near");
  const list = element("ul", "kb-bare");
  for (const tie of ties) {
    const title = data.catalogue.papers.title[tie.paper] ?? "";
    const button = pressable("kb-pick", title, () => pick(tie.paper));
    button.title = _("stated by {sources}", { sources: tie.by.join("; ") });
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  fold.append(element("summary", "", count(ties.length)), list);
  return [fold];
}

/** The way in words, each step with who states it. */
export function wayInWords(start: number, way: readonly Tie[], link: (paper: number) => HTMLElement): HTMLElement[] {
  const first = element("li");
  first.append(link(start));
  const steps = way.map((tie) => {
    const item = element("li");
    const sources = _("(stated by {sources})", { sources: tie.by.join("; ") });
    item.append(...inWords(tie, link(tie.paper)), element("span", "kb-hint", ` ${sources}`));
    return item;
  });
  const list = element("ol", "kb-bare kb-map__steps");
  list.append(first, ...steps);
  return [element("p", "", ngettext("{count} step:", "{count} steps:", way.length)), list];
}
