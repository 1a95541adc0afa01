/** "Export as BibTeX": the entries of the papers a reader selected or, where none is selected, of all that match. */

import { counted, required } from "../lib/dom.ts";
import type { ResultList } from "./results.ts";
import { loadScript } from "../lib/load.ts";

/** Where the entries' script leaves its value: entry by paper. */
type BibtexScope = { kbgenBibtex?: Readonly<Record<string, string>> };

export function exportButton(
  place: HTMLElement,
  matching: () => Promise<readonly string[]>,
  results: ResultList,
): void {
  const button = required("button.kb-export", HTMLButtonElement, place);
  const label = required("[data-kb-label]", HTMLElement, button);
  const status = required(".kb-export__status", HTMLElement, place);
  const clear = required("button.kb-export__clear", HTMLButtonElement, place);
  const script = new URL(place.dataset.bibtex ?? "", location.href).href;

  results.onSelection = () => {
    const chosen = results.selected.size;
    label.textContent = chosen > 0 ? `Export ${chosen} selected as BibTeX` : "Export these as BibTeX";
    clear.hidden = chosen === 0;
  };
  clear.addEventListener("click", () => {
    results.selected.clear();
    for (const box of place.querySelectorAll<HTMLInputElement>("input.kb-select")) box.checked = false;
    results.onSelection();
    button.focus();
  });
  button.addEventListener("click", async () => {
    try {
      const entries = await bibtex(script);
      const chosen = results.selected.size > 0 ? [...results.selected] : await matching();
      const found = chosen.flatMap((id) => entries[id] ?? []);
      download(found.map((entry) => `${entry.trim()}\n`).join("\n"), "papers.bib");
      status.textContent = `${counted(found.length, "entry", "entries")} written to papers.bib.`;
    } catch (error) {
      status.textContent = `The entries could not be loaded (${String(error)}).`;
    }
  });
}

async function bibtex(script: string): Promise<Readonly<Record<string, string>>> {
  const scope = globalThis as BibtexScope;
  if (!scope.kbgenBibtex) await loadScript(script);
  if (!scope.kbgenBibtex) throw new Error("the file holds no entries");
  return scope.kbgenBibtex;
}

function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/x-bibtex" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
