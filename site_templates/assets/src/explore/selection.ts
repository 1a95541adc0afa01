/** The papers that a reader selected. They stand in the fragment of the address, which no server sees and nothing limits. */

import type { Row } from "../engine/catalogue.ts";
import { element } from "../lib/dom.ts";
import { _ } from "../lib/words.ts";

export class Selection {
  readonly #ids = new Set<string>();
  /** The papers of the page, of which those out of sight may have no box yet. */
  #page: readonly string[] = [];
  /** The boxes on the page, by paper. */
  #boxes = new Map<string, HTMLInputElement>();
  /** Called after every change. */
  onChange: () => void = () => undefined;
  /** Called when other papers are shown than before. */
  onShown: () => void = () => undefined;

  get ids(): readonly string[] {
    return [...this.#ids];
  }

  /** The fragment of an address that has this selection: "#selected=a,b", or nothing. */
  get fragment(): string {
    return this.#ids.size > 0 ? `#selected=${this.ids.map(encodeURIComponent).join(",")}` : "";
  }

  /** Take the selection from the fragment of an address. */
  read(fragment: string): void {
    this.#ids.clear();
    const written = /^#selected=(.*)$/.exec(fragment)?.[1] ?? "";
    for (const id of written.split(",").filter(Boolean)) this.#ids.add(decoded(id));
    for (const [id, box] of this.#boxes) box.checked = this.#ids.has(id);
    this.onShown();
  }

  /** The box that selects a paper of the page. */
  box({ id, title }: Row): HTMLInputElement {
    const box = element("input", "kb-select");
    box.type = "checkbox";
    box.checked = this.#ids.has(id);
    box.setAttribute("aria-label", _("Select {title}", { title }));
    box.addEventListener("change", () => this.set([id], box.checked));
    this.#boxes.set(id, box);
    return box;
  }

  toggle(id: string): void {
    this.set([id], !this.#ids.has(id));
  }

  set(ids: Iterable<string>, on: boolean): void {
    for (const id of ids) {
      if (on) this.#ids.add(id);
      else this.#ids.delete(id);
    }
    this.#changed();
  }

  clear(): void {
    this.set(this.ids, false);
  }

  get onPage(): readonly string[] {
    return this.#page;
  }

  /** How many of the papers on the page are selected: all, none or some. */
  get ofPage(): "all" | "none" | "some" {
    const selected = this.#page.filter((id) => this.#ids.has(id)).length;
    if (selected === 0) return "none";
    return selected === this.#page.length ? "all" : "some";
  }

  /** The page shows these papers. */
  shown(page: readonly string[]): void {
    this.#page = page;
    this.#boxes = new Map([...this.#boxes].filter(([, box]) => box.isConnected));
    this.onShown();
  }

  #changed(): void {
    for (const [id, box] of this.#boxes) box.checked = this.#ids.has(id);
    this.onChange();
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
