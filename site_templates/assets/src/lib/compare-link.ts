import { pageOf } from "./root.ts";

/** More columns than this do not fit a comparison. */
export const COMPARED_AT_MOST = 12;

/** The address of the page that shows papers side by side. */
export function compareLink(root: URL, ids: readonly string[]): string {
  return `${pageOf(root, "compare")}?ids=${ids.map(encodeURIComponent).join(",")}`;
}
