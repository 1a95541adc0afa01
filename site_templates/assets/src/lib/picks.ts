/** What a box finds, listed below it to be picked by mouse, by arrow keys or, the first of it, by Enter. */

import { element, pressable } from "./dom.ts";
import { arrowKeys, closing } from "./roving.ts";

export type Pick = { readonly name: string; readonly about?: string; readonly pick: () => void };

export class Picks {
  readonly #list: HTMLElement;

  /** `area` holds the box and the list; `closed` is told when the list closes. */
  constructor(area: HTMLElement, box: HTMLInputElement, list: HTMLElement, closed: () => void = () => undefined) {
    this.#list = list;
    const buttons = (): HTMLElement[] => (list.hidden ? [] : [...list.querySelectorAll("button")]);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      buttons()[0]?.click();
    });
    closing(box, area, list, () => {
      this.close();
      closed();
    });
    arrowKeys(box, area, buttons);
  }

  get isOpen(): boolean {
    return !this.#list.hidden;
  }

  /** Show what can be picked, and below it a remark; the list closes where there is neither. */
  show(picks: readonly Pick[], remark = ""): void {
    const items = picks.map(({ name, about, pick }) => {
      const button = pressable("kb-pick", name, pick);
      if (about) button.append(element("span", "kb-pick__about", about));
      const item = element("li");
      item.append(button);
      return item;
    });
    if (remark) items.push(element("li", "kb-hint", remark));
    this.#list.replaceChildren(...items);
    this.#list.hidden = items.length === 0;
  }

  close(): void {
    this.#list.hidden = true;
  }
}
