// Makes the site's own cut of the font: the scripts that names and titles are written in, the weights that pages use.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import subset from "subset-font";

const FONT = "node_modules/@fontsource-variable/roboto";
const MADE = "build/fonts";
const SCRIPTS = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"];
const WEIGHTS = { min: 400, max: 700 };
/** Windows from this width on are not those of phones. */
const WIDE = "@media (min-width: 45em)";
const FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "lnum", "tnum"];

/**
 * Write the fonts and `fonts.css`, which declares them; a browser loads those whose letters a page has. One that comes
 * late is kept for the next page, so that no line moves under a reader's eyes. Phones keep to the font of their system:
 * loading another, and setting every line a second time, is a large part of what a phone has to do for a page.
 */
export async function cutFonts() {
  await mkdir(MADE, { recursive: true });
  const ranges = JSON.parse(await readFile(`${FONT}/unicode.json`, "utf8"));
  const faces = await Promise.all(SCRIPTS.map((script) => cut(script, ranges[script])));
  await writeFile(`${MADE}/fonts.css`, `${WIDE} {\n${faces.join("\n")}\n}\n`);
}

async function cut(script, range) {
  const name = `roboto-${script}.woff2`;
  const whole = await readFile(`${FONT}/files/roboto-${script}-wght-normal.woff2`);
  const options = { keepAllGlyphs: true, noHinting: true, keepFeatures: FEATURES, variationAxes: { wght: WEIGHTS } };
  await writeFile(`${MADE}/${name}`, await subset(whole, undefined, { targetFormat: "woff2", ...options }));
  return `@font-face {
  font-family: "Roboto Variable";
  font-weight: ${WEIGHTS.min} ${WEIGHTS.max};
  font-display: optional;
  src: url("./${name}") format("woff2");
  unicode-range: ${range};
}`;
}
