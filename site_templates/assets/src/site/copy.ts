import { copied } from "../lib/copy.ts";
import { _ } from "../lib/words.ts";

/** Buttons that copy the text of the element they name in `data-kb-copy`. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-kb-copy]")) {
    const source = document.getElementById(button.dataset.kbCopy ?? "");
    const label = button.querySelector("[data-kb-label]");
    if (!source || !label) continue;
    const before = label.textContent ?? "";
    button.hidden = false;
    button.addEventListener("click", async () => {
      label.textContent = (await copiedFrom(source)) ? _("Copied") : _("Select and copy by hand");
      setTimeout(() => {
        label.textContent = before;
      }, 2000);
    });
  }
}

/** Copy an element's text; where the browser does not let us, select it, and say no. */
async function copiedFrom(source: HTMLElement): Promise<boolean> {
  const isCopied = await copied(source.textContent ?? "");
  if (!isCopied) getSelection()?.selectAllChildren(source);
  return isCopied;
}
