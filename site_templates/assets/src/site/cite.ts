/** The box that cites a paper: its formats are radio buttons; a script adds downloads and remembers the format. */

import { download } from "../lib/files.ts";
import { Stored } from "../lib/stored.ts";

export function citeBox(root: URL): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-kb-download]")) {
    const { kbDownload = "", file = "reference.txt", type = "text/plain" } = button.dataset;
    const source = document.getElementById(kbDownload);
    if (!source) continue;
    button.hidden = false;
    button.addEventListener("click", () => download(`${source.textContent ?? ""}\n`, file, type));
  }
  const formats = [...document.querySelectorAll<HTMLInputElement>("input[name=kb-cite]")];
  if (formats.length === 0) return;
  const chosen = new Stored("cite-format", root, String);
  const shown = formats.find(({ value }) => value === chosen.get()) ?? formats[0];
  for (const format of formats) {
    format.checked = format === shown;
    format.addEventListener("change", () => chosen.set(format.value));
  }
}
