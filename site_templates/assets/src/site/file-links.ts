/** On a file system directories do not open their index.html: complete a link to one as it is followed. */
export function fileLinks(): void {
  if (location.protocol !== "file:") return;
  const complete = (event: Event): void => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link?.href) link.href = followable(new URL(link.href)).href;
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) addEventListener(kind, complete, true);
  addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form instanceof HTMLFormElement) form.action = followable(new URL(form.action)).href;
    },
    true,
  );
}

function followable(url: URL): URL {
  if (url.protocol !== "file:" || !url.pathname.endsWith("/")) return url;
  const completed = new URL(url);
  completed.pathname += "index.html";
  return completed;
}
