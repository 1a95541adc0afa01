/** Caches of this site begin with this, so that sites that share a host leave each other's alone. */
export function prefixOf(scope: string): string {
  return `kbgen ${new URL(scope).pathname} `;
}

/** What every page needs, in one version of the site. */
export function coreOf(scope: string, version: string): string {
  return `${prefixOf(scope)}core ${version}`;
}

/** Pages that were visited, and what they loaded. */
export function visitedOf(scope: string): string {
  return `${prefixOf(scope)}visited`;
}
