/** The comparison as text to copy or to keep as a file. */

import { Citations } from "../lib/cited.ts";
import { copied } from "../lib/copy.ts";
import { required } from "../lib/dom.ts";
import { download } from "../lib/files.ts";
import { _ } from "../lib/words.ts";
import { keyOf } from "./cite.ts";
import { type Known, latex, markdown, table } from "./formats.ts";
import type { Grid } from "./grid.ts";

const FORMATS = {
  markdown: { file: "comparison.md", type: "text/markdown" },
  latex: { file: "comparison.tex", type: "application/x-tex" },
  csv: { file: "comparison.csv", type: "text/csv" },
  bibtex: { file: "comparison.bib", type: "application/x-bibtex" },
} as const;
type Format = keyof typeof FORMATS;

/** Let a reader take the shown comparison along; gives what shows another one. */
export function exporter(place: HTMLElement, address: (id: string) => string): (grid: Grid) => void {
  const select = required("select[name=format]", HTMLSelectElement, place);
  const area = required("textarea", HTMLTextAreaElement, place);
  const said = required(".kb-compare__said", HTMLElement, place);
  const citations = new Citations(place);
  let grid: Grid | null = null;
  let latest = 0;

  const chosen = (): Format => (Object.hasOwn(FORMATS, select.value) ? (select.value as Format) : "markdown");
  const show = async (): Promise<void> => {
    const asked = ++latest;
    if (!grid) return;
    said.textContent = "";
    const ids = grid.papers.map(({ id }) => id);
    const format = chosen();
    delete area.dataset.shown;
    let entries: ReadonlyMap<string, string> = new Map();
    if (format === "latex" || format === "bibtex") {
      try {
        const found = await Promise.all(ids.map(async (id) => [id, (await citations.of([id]))[0]?.bibtex] as const));
        entries = new Map(found.flatMap(([id, bibtex]) => (bibtex ? [[id, bibtex.trim()] as const] : [])));
      } catch (error) {
        if (asked === latest)
          said.textContent = _("The BibTeX entries could not be loaded ({error}).", { error: String(error) });
      }
    }
    if (asked !== latest) return;
    const known: Known = { address, key: (id) => keyOf(entries.get(id) ?? "") };
    area.value = written(format, grid, known, entries);
    area.dataset.shown = format;
  };
  select.addEventListener("change", () => void show());
  required("[data-act=copy]", HTMLButtonElement, place).addEventListener("click", async () => {
    if (await copied(area.value)) said.textContent = _("Copied.");
    else {
      area.focus();
      area.select();
      said.textContent = _("The browser does not let us copy: the text is selected, copy it by hand.");
    }
  });
  required("[data-act=download]", HTMLButtonElement, place).addEventListener("click", () => {
    const { file, type } = FORMATS[chosen()];
    download(area.value, file, type);
    said.textContent = _("Written to {file}.", { file });
  });
  return (next) => {
    grid = next;
    void show();
  };
}

function written(format: Format, grid: Grid, known: Known, entries: ReadonlyMap<string, string>): string {
  if (format === "csv") return table(grid);
  if (format === "latex") return latex(grid, known);
  if (format === "bibtex") return [...entries.values()].map((entry) => `${entry}\n`).join("\n");
  return markdown(grid, known);
}
