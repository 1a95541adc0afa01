/**
 * Comments by giscus, a frame that shows a discussion on GitHub. This script is loaded when a reader asks for comments;
 * nothing is asked of another host before. It is bundled with the site, so only frames of giscus.app need be allowed.
 */

import "giscus";
import { isNight, onPalette } from "../lib/palette.ts";
import { language } from "../lib/words.ts";

/** What giscus 1.6 speaks; asked for another language it shows an error. */
const SPOKEN =
  "ar be bg ca cs da de en eo es eu fa fr he hu id it ja ko nl pl pt ro ru th tr uk uz vi zh-CN zh-HK zh-TW";

const place = document.querySelector<HTMLElement>("[data-kb-comments]");
if (place) show(place);

function show(place: HTMLElement): void {
  const { repo, repoId, category, categoryId, term } = place.dataset;
  const widget = document.createElement("giscus-widget");
  const wanted = language() === "zh" ? "zh-CN" : language();
  const lang = SPOKEN.split(" ").includes(wanted) ? wanted : "en";
  const settings = { repo, repoid: repoId, category, categoryid: categoryId, term, lang };
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
