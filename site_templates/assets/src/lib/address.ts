/** Show in the address what a reader asks of this page; `asNew` is a step that the back button undoes. */
export function showQuery(query: string, asNew: boolean, fragment = ""): void {
  const target = `${location.pathname}${query ? `?${query}` : ""}${fragment}`;
  if (asNew) history.pushState(null, "", target);
  else history.replaceState(null, "", target);
}
