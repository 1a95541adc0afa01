/** Where the site's root is, worked out from the address of our own script, so that any path will do. */

/** `assets/kbgen/NAME.js` lies two folders below the root. */
export function siteRoot(script: string): URL {
  return new URL("../../", script);
}

/** The address of the script that runs now. */
export function ownAddress(): string {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) throw new Error("not loaded by a <script> element");
  return script.src;
}

/** The address of a page: `pageOf(root, "papers", "clip-2021")`. */
export function pageOf(root: URL, ...path: readonly string[]): string {
  return new URL(`${path.map(encodeURIComponent).join("/")}/`, root).href;
}
