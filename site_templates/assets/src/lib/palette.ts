/** Whether the page is shown in dark colours. */
export function isNight(): boolean {
  return document.body.dataset.mdColorScheme === "slate";
}

/** Call when the reader switches between light and dark colours. */
export function onPalette(call: () => void): void {
  new MutationObserver(call).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
}
