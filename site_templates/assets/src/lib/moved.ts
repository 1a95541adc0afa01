/** The items with that of one place moved by so many places, as far as there are places. */
export function moved<Item>(items: readonly Item[], from: number, by: number): readonly Item[] {
  const others = [...items];
  const taken = from < 0 ? [] : others.splice(from, 1);
  others.splice(Math.max(0, from + by), 0, ...taken);
  return others;
}
