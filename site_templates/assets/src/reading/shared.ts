/** Lists shared as an address: identifiers stand in the fragment, which browsers send to no server. */

const BEGINNING = "#papers=";

/** The address of a page that shows these papers. */
export function shareLink(page: string, ids: readonly string[]): string {
  const address = new URL(page);
  address.search = "";
  address.hash = `papers=${ids.map(encodeURIComponent).join(",")}`;
  return address.href;
}

/** The papers of a shared list, or null where the fragment is none. */
export function sharedIds(fragment: string): string[] | null {
  if (!fragment.startsWith(BEGINNING)) return null;
  try {
    const ids = fragment.slice(BEGINNING.length).split(",").map(decodeURIComponent).filter(Boolean);
    return ids.length > 0 ? ids : null;
  } catch {
    return null;
  }
}
