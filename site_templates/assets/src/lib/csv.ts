/**
 * Tables for spreadsheets: RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front, as
 * in the tables that `kbgen export` writes (kbgen/render/export/csv.py).
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
