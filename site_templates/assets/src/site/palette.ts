/**
 * The switch between the palettes of mkdocs.yml, as the theme's header draws it: radio buttons, each with the label that
 * leads to the next. What is chosen is kept where the theme's own script, with which every page begins, looks for it.
 */

type Kept = { readonly index: number; readonly color: Readonly<Record<string, string | undefined>> };
type Theme = { __md_get?(name: string): Kept | null; __md_set?(name: string, value: Kept): void };

/** The palette that is whichever of the others the system asks for. */
const SYSTEM = "(prefers-color-scheme)";

export function palette(): void {
  const form = document.querySelector<HTMLElement>("[data-kb-palette]");
  const inputs = [...(form?.querySelectorAll<HTMLInputElement>("input") ?? [])];
  if (!form || inputs.length === 0) return;
  const theme = globalThis as Theme;
  let chosen = Math.max(0, keptIndex(theme) ?? inputs.findIndex(isAsked));
  const show = (): void => {
    inputs.forEach((input, place) => {
      input.checked = place === chosen;
      const label = input.nextElementSibling;
      if (label instanceof HTMLLabelElement) label.hidden = place !== chosen;
    });
    paint(inputs[chosen]?.dataset.mdColorMedia === SYSTEM ? inputs.find(isSystems) : inputs[chosen]);
  };
  const choose = (place: number): void => {
    chosen = place;
    const {
      mdColorMedia: media,
      mdColorScheme: scheme,
      mdColorPrimary: primary,
      mdColorAccent: accent,
    } = inputs[place]?.dataset ?? {};
    theme.__md_set?.("__palette", { index: place, color: { media, scheme, primary, accent } });
    show();
  };
  inputs.forEach((input, place) => input.addEventListener("change", () => choose(place)));
  form.addEventListener("keydown", ({ key }) => {
    if (key !== "Enter") return;
    choose((chosen + 1) % inputs.length);
    inputs[chosen]?.focus();
  });
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", show);
  show();
}

/** Give the page the colours of an option; what has them already is not touched, for it would all be styled anew. */
function paint(option: HTMLInputElement | undefined): void {
  const { body } = document;
  const wanted = Object.entries(option?.dataset ?? {}).filter(([name]) => name !== "mdColorMedia");
  const changed = wanted.filter(([name, value]) => body.dataset[name] !== value);
  if (changed.length === 0) return;
  // The theme's rule for this attribute lets no colour fade into the next.
  body.dataset.mdColorSwitching = "";
  for (const [name, value] of changed) body.dataset[name] = value;
  setTimeout(() => delete body.dataset.mdColorSwitching);
}

/** What the reader chose before; nothing where the browser lets nothing be read. */
function keptIndex(theme: Theme): number | undefined {
  try {
    return theme.__md_get?.("__palette")?.index;
  } catch {
    return undefined;
  }
}

function isAsked({ dataset }: HTMLInputElement): boolean {
  return matchMedia(dataset.mdColorMedia ?? "not all").matches;
}

/** Whether the system asks for this very palette. */
function isSystems(input: HTMLInputElement): boolean {
  return input.dataset.mdColorMedia !== SYSTEM && isAsked(input);
}
