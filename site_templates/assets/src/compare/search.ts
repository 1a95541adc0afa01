/** The box that adds papers: it searches as the explorer does, in the explorer's worker. */

import { EMPTY } from "../engine/state.ts";
import type { Client } from "../explore/protocol.ts";
import { connect } from "../explore/service.ts";
import { element, required } from "../lib/dom.ts";
import { arrowKeys } from "../lib/roving.ts";

const SHOWN = 8;

export type Hit = { readonly id: string; readonly title: string; readonly about: string };

export type Search = {
  /** Draw the hits again: papers were added or removed. */
  readonly update: () => void;
};

/** `hitOf` names a paper, or is null for one that is compared already; `add` is told which one is picked. */
export function searchBox(
  form: HTMLFormElement,
  explorer: string,
  catalogue: string,
  hitOf: (id: string) => Hit | null,
  add: (id: string) => void,
): Search {
  const box = required("input[name=q]", HTMLInputElement, form);
  const list = required(".kb-compare__hits", HTMLElement, form);
  let client: Promise<Client> | null = null;
  let latest = 0;
  const opened = (): Promise<Client> => {
    client ??= (async () => {
      const made = connect(explorer);
      await made({ ask: "open", catalogue });
      return made;
    })();
    client.catch(() => {
      client = null;
    });
    return client;
  };
  const close = (): void => {
    latest += 1;
    list.hidden = true;
  };
  const search = async (): Promise<void> => {
    const asked = ++latest;
    const text = box.value.trim();
    if (!text) return close();
    let items: HTMLElement[];
    try {
      const ask = await opened();
      const found = await ask({ ask: "all", state: { ...EMPTY, text } });
      items = hits(found);
    } catch (error) {
      items = [element("li", "kb-hint", `The search could not be loaded (${String(error)}).`)];
    }
    if (asked !== latest) return;
    list.replaceChildren(...items);
    list.hidden = false;
    form.dataset.shown = text;
  };
  const hits = (found: readonly string[]): HTMLElement[] => {
    const shown: HTMLElement[] = [];
    for (const id of found) {
      const hit = hitOf(id);
      if (hit) shown.push(line(hit));
      if (shown.length === SHOWN) break;
    }
    if (shown.length > 0) return shown;
    const none = found.length > 0 ? "All papers with these words are compared already." : "No paper matches.";
    return [element("li", "kb-hint", none)];
  };
  const line = ({ id, title, about }: Hit): HTMLElement => {
    const button = element("button", "kb-compare__hit");
    button.type = "button";
    button.append(element("span", "", title));
    if (about) button.append(element("span", "kb-compare__about", about));
    button.addEventListener("click", () => pick(id));
    const item = element("li");
    item.append(button);
    return item;
  };
  const pick = (id: string): void => {
    add(id);
    box.value = "";
    close();
    box.focus();
  };
  box.addEventListener("focus", () => void opened().catch(() => undefined), { once: true });
  box.addEventListener("input", () => void search());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!list.hidden) list.querySelector("button")?.click();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && form.contains(relatedTarget))) close();
  });
  arrowKeys(box, form, () => (list.hidden ? [] : [...list.querySelectorAll("button")]));
  return { update: () => (list.hidden ? undefined : void search()) };
}
