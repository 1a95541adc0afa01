/** "Did you mean": a known word for one that no paper has. */

/** The nearest of some words that are not further than a slip or three away; of equally near ones the first. */
export function nearest(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let least = word.length < 3 ? 0 : word.length < 5 ? 1 : word.length < 8 ? 2 : 3;
  least += 1;
  for (const other of known) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const slips = distance(word, other, least);
    if (slips < least) {
      least = slips;
      best = other;
    }
  }
  return best;
}

/**
 * How many letters must be put in, left out, changed or swapped with the next to make one word of the other
 * (optimal string alignment); `enough` where they are that many or more.
 */
export function distance(from: string, to: string, enough: number): number {
  let [before, last] = [[] as number[], Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row];
    let least = row;
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let slips = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        slips = Math.min(slips, (before[column - 2] ?? 0) + 1);
      }
      next.push(slips);
      least = Math.min(least, slips);
    }
    if (least >= enough) return enough;
    [before, last] = [last, next];
  }
  return Math.min(last[to.length] ?? enough, enough);
}
