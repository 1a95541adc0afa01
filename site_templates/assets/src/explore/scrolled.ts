/** Where a reader was on the page when leaving it: who comes back from a paper finds the list there again. */

/** Note the place in the browser's history: of itself it finds none on a page that is still empty when it is read. */
export function noteScroll(): void {
  addEventListener("pagehide", () => history.replaceState({ scrolled: scrollY }, ""));
}

/** Go to the noted place, unless the page is as far down already. To be called when all papers are drawn. */
export function scrollBack(): void {
  const { scrolled } = (history.state ?? {}) as { scrolled?: unknown };
  if (typeof scrolled === "number" && scrollY < scrolled) scrollTo({ top: scrolled, behavior: "instant" });
}
