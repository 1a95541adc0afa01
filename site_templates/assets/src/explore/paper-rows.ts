/**
 * Draws a paper as every list draws it: the page carries one card, made by the partial template of all lists, with one
 * badge of each sort in it; a row is that card, filled in.
 */

import type { Row } from "../engine/catalogue.ts";
import { required } from "../lib/dom.ts";
import { followable } from "../lib/root.ts";

const TOPICS_AT_MOST = 5;

export class PaperRows {
  readonly #card: HTMLElement;
  readonly #root: URL;

  constructor(template: HTMLTemplateElement, root: URL) {
    this.#card = required(".kb-card", HTMLElement, template.content);
    this.#root = root;
  }

  draw(row: Row): HTMLElement {
    const card = this.#card.cloneNode(true) as HTMLElement;
    const title = required(".kb-card__title a", HTMLAnchorElement, card);
    title.textContent = row.title;
    title.href = this.#address("papers", row.id);
    required(".kb-card__authors", HTMLElement, card).textContent = shortAuthors(row.authors);
    required(".kb-card__venue", HTMLElement, card).textContent = row.venue;
    this.#fillBadges(required(".kb-card__badges", HTMLElement, card), row);
    return card;
  }

  #fillBadges(badges: HTMLElement, row: Row): void {
    const sample = required(".kb-badge--topic", HTMLAnchorElement, badges);
    const code = required(".kb-badge--code", HTMLAnchorElement, badges);
    if (/^https?:/.test(row.code)) code.href = row.code;
    else code.remove();
    for (const [name, on] of [
      ["kind", row.kind !== "method" && row.kind !== ""],
      ["dataset", row.flags.includes("dataset")],
    ] as const) {
      const badge = badges.querySelector(`.kb-badge--${name}`);
      if (!on) badge?.remove();
      else if (name === "kind") required("[data-kb-label]", HTMLElement, badge ?? badges).textContent = row.kind;
    }
    const topics = row.topics.slice(0, TOPICS_AT_MOST).map((topic) => {
      const badge = sample.cloneNode(true) as HTMLAnchorElement;
      required("[data-kb-label]", HTMLElement, badge).textContent = topic.name;
      badge.href = this.#address("topics", topic.axis, topic.id);
      return badge;
    });
    sample.replaceWith(...topics);
  }

  #address(...path: string[]): string {
    return followable(new URL(`${path.map(encodeURIComponent).join("/")}/`, this.#root)).href;
  }
}

/** Names in one short phrase, as the pages made by the build write them. */
export function shortAuthors(authors: readonly string[]): string {
  if (authors.length > 3) return `${authors[0]} et al.`;
  return authors.length > 1 ? `${authors.slice(0, -1).join(", ")} and ${authors.at(-1)}` : (authors[0] ?? "");
}
