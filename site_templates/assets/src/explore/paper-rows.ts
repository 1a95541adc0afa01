/**
 * Draws a paper as every list draws it: the page carries one card, made by the partial template of all lists, with one
 * badge of each sort in it; a row is that card, filled in.
 */

import type { Row } from "../engine/catalogue.ts";
import { required } from "../lib/dom.ts";
import { said, shortAuthors } from "../lib/labels.ts";
import { pageOf } from "../lib/root.ts";
import { number } from "../lib/words.ts";
import type { Marks } from "../reading/mark.ts";

const TOPICS_AT_MOST = 5;

export class PaperRows {
  readonly #card: HTMLElement;
  readonly #root: URL;
  readonly #marks: Marks | null;

  /** `place` holds the sample. With `marks`, drawn cards have a button that marks them for the reading list. */
  constructor(place: HTMLElement, root: URL, marks: Marks | null = null) {
    const template = required("template.kb-paper-template", HTMLTemplateElement, place);
    this.#card = required(".kb-card", HTMLElement, template.content);
    this.#root = root;
    this.#marks = marks;
  }

  draw(row: Row): HTMLElement {
    const card = this.#card.cloneNode(true) as HTMLElement;
    if (this.#marks) card.dataset.kbPaper = row.id;
    else delete card.dataset.kbPaper;
    const title = required(".kb-card__title a", HTMLAnchorElement, card);
    title.textContent = row.title;
    title.href = this.paper(row.id);
    required(".kb-card__authors", HTMLElement, card).textContent = shortAuthors(row.authors);
    required(".kb-card__venue", HTMLElement, card).textContent = row.venue;
    this.#fillBadges(required(".kb-card__badges", HTMLElement, card), row);
    this.#marks?.onCard(card);
    return card;
  }

  /** The badges of a row by themselves, as a table's cells show them. */
  badges(row: Row, wanted: string): HTMLElement[] {
    const badges = required(".kb-card__badges", HTMLElement, this.#card).cloneNode(true) as HTMLElement;
    this.#fillBadges(badges, row, Number.POSITIVE_INFINITY);
    return [...badges.querySelectorAll<HTMLElement>(wanted)];
  }

  /** The address of a paper's page. */
  paper(id: string): string {
    return pageOf(this.#root, "papers", id);
  }

  #fillBadges(badges: HTMLElement, row: Row, topicsAtMost = TOPICS_AT_MOST): void {
    const sample = required(".kb-badge--topic", HTMLAnchorElement, badges);
    const code = required(".kb-badge--code", HTMLAnchorElement, badges);
    if (/^https?:/.test(row.code)) code.href = row.code;
    else code.remove();
    const stars = required(".kb-stars", HTMLElement, code);
    if (row.stars < 0) stars.remove();
    else label(stars, number(row.stars));
    for (const [name, words] of [
      ["status", said(row.status)],
      ["kind", row.kind === "method" ? "" : said(row.kind)],
    ] as const) {
      const badge = required(`.kb-badge--${name}`, HTMLElement, badges);
      if (words) label(badge, words);
      else badge.remove();
    }
    fillDatasets(required(".kb-badge--introduces", HTMLElement, badges), row.introduces);
    fillDatasets(required(".kb-badge--uses", HTMLElement, badges), row.uses);
    const topics = row.topics.slice(0, topicsAtMost).map((topic) => {
      const badge = sample.cloneNode(true) as HTMLAnchorElement;
      badge.dataset.axis = topic.axis;
      label(badge, topic.name);
      badge.href = pageOf(this.#root, "topics", topic.axis, topic.id);
      return badge;
    });
    sample.replaceWith(...topics);
  }
}

/** "introduces Tone Clips +1": the sample has the sentence with a place for the name. */
function fillDatasets(badge: HTMLElement, names: readonly string[]): void {
  const [first, ...others] = names;
  if (first === undefined) return badge.remove();
  const words = required("[data-kb-label]", HTMLElement, badge);
  words.textContent = (words.textContent ?? "").replace("{name}", () => first);
  const more = required(".kb-badge__more", HTMLElement, badge);
  if (others.length > 0) more.textContent = `\u00a0+${others.length}`;
  else more.remove();
}

function label(badge: HTMLElement, words: string): void {
  required("[data-kb-label]", HTMLElement, badge).textContent = words;
}
