/**
 * Comments by giscus, a frame that shows a discussion on GitHub. This script is loaded when a reader asks for comments;
 * nothing is asked of another host before. It is bundled with the site, so only frames of giscus.app need be allowed.
 */

import "giscus";
import { isNight, onPalette } from "../lib/palette.ts";

const place = document.querySelector<HTMLElement>("[data-kb-comments]");
if (place) show(place);

function show(place: HTMLElement): void {
  const { repo, repoId, category, categoryId, term } = place.dataset;
  const widget = document.createElement("giscus-widget");
  const settings = { repo, repoid: repoId, category, categoryid: categoryId, term };
  for (const [name, value] of Object.entries(settings)) widget.setAttribute(name, value ?? "");
  widget.setAttribute("mapping", "specific");
  widget.setAttribute("strict", "1");
  widget.setAttribute("reactionsenabled", "1");
  widget.setAttribute("inputposition", "top");
  const follow = (): void => widget.setAttribute("theme", isNight() ? "dark" : "light");
  follow();
  onPalette(follow);
  place.replaceChildren(widget);
}
