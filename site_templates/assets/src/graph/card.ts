/** What is known of the chosen paper, and the way between two, as elements. */

import { authorsOf } from "../engine/catalogue.ts";
import { shortAuthors } from "../explore/paper-rows.ts";
import { counted, element, pressable } from "../lib/dom.ts";
import { pageOf } from "../lib/root.ts";
import type { Data } from "./data.ts";
import { inWords, type Tie } from "./edges.ts";

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
    group ? `Group: ${group}` : "",
    `PageRank ${(data.map.rank[paper] ?? 0).toFixed(2)} (1 is the average)`,
  ];
  const parts: HTMLElement[] = [close(go.close), heading];
  parts.push(...lines.filter(Boolean).map((line) => element("p", "kb-hint", line)));
  const near: readonly (readonly [name: string, test: (tie: Tie) => boolean])[] = [
    ["Cites", (tie) => tie.kind === "cites" && tie.forward],
    ["Cited by", (tie) => tie.kind === "cites" && !tie.forward],
    ["Extends or compares", (tie) => tie.kind !== "cites"],
  ];
  parts.push(...near.flatMap(([name, test]) => neighbours(data, name, ties.filter(test), go.pick)));
  if (ties.length === 0) parts.push(element("p", "kb-hint", "No citation to or from a paper here is known."));
  const buttons = element("p", "kb-buttons");
  buttons.append(pressable("kb-button", "Find a way from here", go.start));
  parts.push(buttons);
  return parts;
}

function close(done: () => void): HTMLElement {
  const button = pressable("kb-map__close", "×", done);
  button.setAttribute("aria-label", "Close");
  return button;
}

function neighbours(data: Data, name: string, ties: readonly Tie[], pick: (paper: number) => void): HTMLElement[] {
  if (ties.length === 0) return [];
  const fold = element("details", "kb-map__near");
  const list = element("ul", "kb-bare");
  for (const tie of ties) {
    const title = data.catalogue.papers.title[tie.paper] ?? "";
    const button = pressable("kb-pick", title, () => pick(tie.paper));
    button.title = `stated by ${tie.by.join("; ")}`;
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  fold.append(element("summary", "", `${name} ${counted(ties.length, "paper")}`), list);
  return [fold];
}

/** The way in words, each step with who states it. */
export function wayInWords(start: number, way: readonly Tie[], link: (paper: number) => HTMLElement): HTMLElement[] {
  const first = element("li");
  first.append(link(start));
  const steps = way.map((tie) => {
    const item = element("li");
    const said = element("span", "kb-hint", ` (stated by ${tie.by.join("; ")})`);
    item.append(`${inWords(tie)} `, link(tie.paper), said);
    return item;
  });
  const list = element("ol", "kb-bare kb-map__steps");
  list.append(first, ...steps);
  return [element("p", "", `${counted(way.length, "step")}:`), list];
}
