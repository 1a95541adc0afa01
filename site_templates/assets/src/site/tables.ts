import { language } from "../lib/words.ts";

/**
 * Tables marked `data-kb-sort` sort by the column whose heading is pressed: by `data-sort` of a cell where it has one,
 * otherwise by its text. Cells that know nothing (an empty `data-sort`) come last in both directions.
 */
export function sortableTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-kb-sort]")) {
    for (const heading of table.tHead?.rows[0]?.cells ?? []) {
      if (heading.dataset.kbSort !== undefined) makeSortable(table, heading);
    }
  }
}

function makeSortable(table: HTMLTableElement, heading: HTMLTableCellElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kb-sort";
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => {
    const first = heading.dataset.kbSort === "number" ? "descending" : "ascending";
    const now = heading.getAttribute("aria-sort");
    const next = now === null ? first : now === "ascending" ? "descending" : "ascending";
    for (const other of table.tHead?.rows[0]?.cells ?? []) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", next);
    const body = table.tBodies[0];
    body?.append(...sortedRows([...body.rows], heading.cellIndex, next === "descending"));
  });
}

function sortedRows(rows: HTMLTableRowElement[], column: number, descending: boolean): HTMLTableRowElement[] {
  const { compare } = new Intl.Collator(language(), { numeric: true, sensitivity: "base" });
  const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[column]) }));
  const known = keyed.filter(({ key }) => key !== "");
  const unknown = keyed.filter(({ key }) => key === "");
  known.sort((a, b) => {
    const order =
      typeof a.key === "number" && typeof b.key === "number" ? a.key - b.key : compare(String(a.key), String(b.key));
    return descending ? -order : order;
  });
  return [...known, ...unknown].map(({ row }) => row);
}

/** A number where the cell has a numeric `data-sort`, text otherwise, "" where nothing is known. */
function keyOf(cell: HTMLTableCellElement | undefined): number | string {
  const given = cell?.dataset.sort;
  if (given === undefined) return cell?.textContent?.trim() ?? "";
  const number = Number(given);
  return given !== "" && Number.isFinite(number) ? number : given;
}
