/** BibTeX of papers and its keys. */

/** The key of an entry: "name" of "@article{name,". */
export function keyOf(entry: string): string {
  return /^@\w+\{([^,\s]+),/.exec(entry)?.[1] ?? "";
}
