/** The button that loads the comments, and with them the first thing that another host is asked for. */
export function comments(load: () => void): void {
  const button = document.querySelector<HTMLButtonElement>("button[data-kb-load-comments]");
  if (!button) return;
  // Who comes back from signing in has asked for the comments before.
  if (new URLSearchParams(location.search).has("giscus")) return load();
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    load();
  });
}
