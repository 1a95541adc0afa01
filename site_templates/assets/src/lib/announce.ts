/** Say what happened, where readers see it and screen readers speak it; and offer to undo it. */

import { element, pressable } from "./dom.ts";
import { _ } from "./words.ts";

type Undo = { readonly words: string; readonly run: () => void };

/** Words vanish after a while, but for those that can be undone: they stay until something else is said. */
export function announce(words: string, undo?: Undo): void {
  const region = regionOfPage();
  const said = element("span", "", words);
  region.replaceChildren(said);
  clearTimeout(timer);
  if (undo)
    region.append(
      button(undo.words, undo.run),
      button(_("Close"), () => undefined),
    );
  else timer = setTimeout(() => region.replaceChildren(), SHOWN);
}

/** How long, in milliseconds, the words stay in sight. */
const SHOWN = 6000;
let timer: ReturnType<typeof setTimeout> | undefined;

function button(words: string, run: () => void): HTMLButtonElement {
  return pressable("kb-link-button", words, () => {
    regionOfPage().replaceChildren();
    run();
  });
}

function regionOfPage(): HTMLElement {
  const there = document.getElementById("kb-announced");
  if (there) return there;
  const region = element("div", "kb-announced");
  region.id = "kb-announced";
  region.setAttribute("role", "status");
  document.body.append(region);
  return region;
}
