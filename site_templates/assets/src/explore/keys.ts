/** What single keys do on the explorer's page. Those that act on a paper do so only while its title has the focus. */

import { isWriting, required } from "../lib/dom.ts";

type Actions = {
  select(id: string): void;
  turn(by: number): void;
};

export function keys(place: HTMLElement, { select, turn }: Actions): void {
  const help = required("dialog.kb-keys", HTMLDialogElement, place);
  required(".kb-keys__open", HTMLButtonElement, place).addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isWriting(event) || help.open) return;
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>(".kb-explore__item") : null;
    if (event.key === "?") help.showModal();
    else if (event.key === "[") turn(-1);
    else if (event.key === "]") turn(1);
    else if (event.key === "x" && item) select(item.dataset.kbId ?? "");
    else if (event.key === "m" && item) item.querySelector<HTMLButtonElement>("button[data-kb-marks]")?.click();
    else return;
    event.preventDefault();
  });
}

/** Menus that lie over the page close when the reader goes elsewhere or presses Escape. */
export function menus(place: HTMLElement): void {
  for (const menu of place.querySelectorAll<HTMLDetailsElement>("details.kb-pop")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      required("summary", HTMLElement, menu).focus();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (target instanceof Node && !menu.contains(target)) menu.open = false;
    });
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
    });
  }
}
