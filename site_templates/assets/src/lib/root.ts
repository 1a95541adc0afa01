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

/** An address to follow: directories do not open their index.html on a file system. */
export function followable(url: URL): URL {
  if (url.protocol !== "file:" || !url.pathname.endsWith("/")) return url;
  const completed = new URL(url);
  completed.pathname += "index.html";
  return completed;
}
