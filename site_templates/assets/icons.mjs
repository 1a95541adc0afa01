// Makes the font of icons: a browser draws letters sooner than shapes that it has to cut from a picture.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import subset from "subset-font";

const FROM = "node_modules/@mdi/font";
const MADE = "build/icons";

/** The icon of each `data-icon`; what has none of its own gets the first. */
const ICONS = {
  topic: "tag-outline",
  paper: "file-document-outline",
  arxiv: "file-document-outline",
  pdf: "file-pdf-box",
  code: "code-tags",
  project: "web",
  home: "web",
  blog: "post-outline",
  video: "video-outline",
  slides: "presentation",
  poster: "image-frame",
  demo: "play-circle-outline",
  data: "download",
  download: "download",
  model: "cube-outline",
  doi: "link-variant",
  link: "link-variant",
  acl: "book-open-variant",
  docs: "book-open-variant",
  openreview: "forum-outline",
  dataset: "database-outline",
  kind: "shape-outline",
  copy: "content-copy",
  edit: "pencil-outline",
  search: "magnify",
  feed: "rss",
  filter: "filter-variant",
  objective: "target",
  modality: "layers-outline",
  application: "apps",
  task: "checkbox-marked-circle-outline",
  challenge: "alert-circle-outline",
  architecture: "sitemap-outline",
  area: "map-outline",
  alignment: "arrow-left-right",
  year: "calendar-outline",
  venue: "town-hall",
  author: "account-outline",
  cites: "format-quote-close",
  warning: "alert-outline",
  external: "open-in-new",
  leaderboard: "podium",
  list: "view-list-outline",
  table: "table",
  gallery: "view-grid-outline",
  compare: "compare-horizontal",
  keyboard: "keyboard-outline",
  mark: "bookmark-plus-outline",
  marked: "bookmark-check",
  up: "arrow-up",
  down: "arrow-down",
  remove: "close",
  upload: "upload",
};

/** Write `icons.css`: the font, which is so small that it comes with the sheet, and the letter of each icon. */
export async function gatherIcons() {
  await mkdir(MADE, { recursive: true });
  const codes = await codesByName();
  const coded = Object.entries(ICONS).map(([icon, name]) => [icon, codes(name)]);
  const letters = coded.map(([, code]) => String.fromCodePoint(Number.parseInt(code, 16))).join("");
  const whole = await readFile(`${FROM}/fonts/materialdesignicons-webfont.woff2`);
  const font = await subset(whole, letters, { targetFormat: "woff2", noHinting: true });
  const face = `@font-face {
  font-family: "kbgen icons";
  font-display: block;
  src: url("data:font/woff2;base64,${font.toString("base64")}") format("woff2");
}`;
  const rule = (which, code) => `${which}::before { --kb-icon: "\\${code.toLowerCase()}" }`;
  const rules = coded.map(([icon, code]) => rule(`[data-icon="${icon}"]`, code));
  await writeFile(`${MADE}/icons.css`, [face, rule("[data-icon]", coded[0][1]), ...rules].join("\n"));
}

/** Gives the code of a letter, in hexadecimal digits, by the icon's name. */
async function codesByName() {
  const list = await readFile(`${FROM}/scss/_variables.scss`, "utf8");
  const codes = new Map(
    [...list.matchAll(/^ {2}"([a-z0-9-]+)": ([0-9A-F]+),?$/gm)].map(([, name, code]) => [name, code]),
  );
  return (name) => {
    const code = codes.get(name);
    if (code === undefined) throw new Error(`there is no icon ${name}`);
    return code;
  };
}
