/**
 * The interface's words in the language of the site. English is written in the code; for another language the page loads
 * `words.js` first, which the build makes of the catalogue in `locale/` (see docs/languages.md).
 */

/** As the build writes it (see kbgen/render/words.py). */
type Words = {
  /** The language, as in BCP 47. */
  readonly code: string;
  /** What to say instead of an English text, or of a plural by its singular: a form for each plural. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** Which of the forms goes with a number. */
  readonly plural: (count: number) => number;
};

/** Names in curly brackets: those of `"{count} of {all}"` are `count` and `all`. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

type Value = string | number;
type Values<Name extends string, Of> = [Name] extends [never] ? [] : [values: Readonly<Record<Name, Of>>];

const spoken = (): Words | undefined => (globalThis as { kbgenWords?: Words }).kbgenWords;

/** The language of the words. */
export function language(): string {
  return spoken()?.code ?? "en";
}

/** A text in the reader's language, with values in the places of their names. Numbers are written as `number` does. */
export function _<Text extends string>(text: Text, ...values: Values<Names<Text>, Value>): string;
/** The same with elements among the values: what to append, in the order of the language. */
export function _<Text extends string>(
  text: Text,
  values: Readonly<Record<Names<Text>, Value | Node>>,
): (string | Node)[];
export function _(text: string, values: Readonly<Record<string, Value | Node>> = {}): string | (string | Node)[] {
  return filled(spoken()?.texts[text]?.[0] ?? text, values);
}

/** A text in its singular or plural, as the count and the language ask; `{count}` in it is the count. */
export function ngettext<One extends string, Many extends string>(
  one: One,
  many: Many,
  count: number,
  ...values: Values<Exclude<Names<One> | Names<Many>, "count">, Value>
): string;
export function ngettext(
  one: string,
  many: string,
  count: number,
  values: Readonly<Record<string, Value>> = {},
): string {
  const words = spoken();
  const text = words?.texts[one]?.[words.plural(count)] ?? (count === 1 ? one : many);
  return filled(text, { ...values, count }) as string;
}

/** A number as the language writes it. */
export function number(value: number): string {
  // English writes these as they are, and a browser takes long to get ready to write the first number in any language.
  if (!spoken() && Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  return value.toLocaleString(language());
}

function filled(text: string, values: Readonly<Record<string, Value | Node>>): string | (string | Node)[] {
  const parts = text.split(/\{(\w+)\}/).map((part, at) => {
    if (at % 2 === 0) return part;
    const value = values[part] ?? `{${part}}`;
    return typeof value === "number" ? number(value) : value;
  });
  return parts.every((part) => typeof part === "string") ? parts.join("") : parts;
}
