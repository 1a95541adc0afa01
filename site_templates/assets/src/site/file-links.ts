import { followable } from "../lib/root.ts";

/** On a file system, complete a link to a directory at the moment it is followed or opened elsewhere. */
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
