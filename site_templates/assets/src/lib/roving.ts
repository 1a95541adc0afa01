/** Arrow keys lead from a search box into its results, through them and back; Escape leads back to the box. */
export function arrowKeys(box: HTMLInputElement, area: HTMLElement, links: () => readonly HTMLElement[]): void {
  area.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const all = links();
    const at = event.target === box ? -1 : all.indexOf(event.target as HTMLElement);
    if (event.target !== box && at < 0) return;
    if (event.key === "ArrowDown" && at + 1 < all.length) all[at + 1]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] ?? box).focus();
    else if (event.key === "Escape" && at >= 0) box.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** What lies open below a box closes when the reader presses Escape in the box, or leaves `area`, which holds both. */
export function closing(box: HTMLInputElement, area: HTMLElement, panel: HTMLElement, close: () => void): void {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.preventDefault();
    close();
  });
  area.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && area.contains(relatedTarget))) close();
  });
}
