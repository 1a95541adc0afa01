/** Settles when the browser has shown what was changed, or soon where nobody sees the page. */
export function frameShown(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) setTimeout(resolve);
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}
