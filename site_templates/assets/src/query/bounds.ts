/** Years and days as queries write them: one of them, a range, or a comparison (as in kbgen/model/bounds.py). */

/** Both ends are included. A year is its number, a day the number 20261120. */
export type Bounds = { readonly from: number; readonly to: number };

type Read = (text: string) => Bounds | null;

/** "2020", "2020..2022", "2020-2022", "2020..", "..2019", ">=2020"; null where it is none. */
export function yearBounds(text: string): Bounds | null {
  return bounds(text.trim().replace(/^(\d{4})[-–](\d{4})$/, "$1..$2"), (year) =>
    /^\d{4}$/.test(year) ? { from: +year, to: +year } : null,
  );
}

/** The same for days, which may also be written as a month or a year: "2026-11-20", ">=2026-11", "..2025". */
export function dayBounds(text: string): Bounds | null {
  return bounds(text.trim(), (written) => {
    const found = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(written);
    if (!found) return null;
    const [, year = "", month, day] = found;
    return { from: +(year + (month ?? "01") + (day ?? "01")), to: +(year + (month ?? "12") + (day ?? "31")) };
  });
}

function bounds(text: string, read: Read): Bounds | null {
  const compared = /^(>=|<=|>|<|=)(.*)$/.exec(text);
  if (compared) return comparison(compared[1] ?? "", read(compared[2] ?? ""));
  const dots = text.indexOf("..");
  if (dots < 0) return read(text);
  const [first, last] = [text.slice(0, dots), text.slice(dots + 2)];
  if (!first && !last) return null;
  const start = first ? read(first) : OPEN;
  const end = last ? read(last) : OPEN;
  return start && end && start.from <= end.to ? { from: start.from, to: end.to } : null;
}

const OPEN: Bounds = { from: 1, to: Number.MAX_SAFE_INTEGER };

/** No day lies between the last number of a month or year and the next, so that one more is enough. */
function comparison(sign: string, than: Bounds | null): Bounds | null {
  if (!than) return null;
  if (sign === "=") return than;
  if (sign.startsWith(">")) return { ...OPEN, from: sign === ">" ? than.to + 1 : than.from };
  return { ...OPEN, to: sign === "<" ? than.from - 1 : than.to };
}
