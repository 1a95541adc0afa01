// Makes the sheet of icons: one picture for all, for a browser opens every picture in a style sheet as a document.
import { mkdir, readFile, writeFile } from "node:fs/promises";

const FROM = "node_modules/@mdi/svg/svg";
const MADE = "build/icons";
/** The side of an icon and from the top of one to the top of the next, in the units of Material Design Icons. */
const SIDE = 24;
const PITCH = 32;

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

/** Write `icons.svg`, all icons below each other, and `icons.css`, which says where each of them stands. */
export async function gatherIcons() {
  await mkdir(MADE, { recursive: true });
  const files = [...new Set(Object.values(ICONS))];
  const shapes = await Promise.all(files.map(shape));
  const height = PITCH * (files.length - 1) + SIDE;
  const placed = shapes.map((path, place) => `<path transform="translate(0 ${place * PITCH})" d="${path}"/>`);
  const size = `width="${SIDE}" height="${height}" viewBox="0 0 ${SIDE} ${height}"`;
  await writeFile(`${MADE}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${placed.join("")}</svg>`);
  const rules = Object.entries(ICONS).map(
    ([name, file]) => `[data-icon="${name}"] { --kb-icon: ${(100 * files.indexOf(file)) / (files.length - 1)}% }`,
  );
  const sheet = `[data-icon]::before {
  mask: url("./icons.svg") 0 var(--kb-icon, 0%) / 100% ${(100 * height) / SIDE}% no-repeat;
}`;
  await writeFile(`${MADE}/icons.css`, [sheet, ...rules].join("\n"));
}

async function shape(name) {
  const [, path] = /^<svg [^>]*viewBox="0 0 24 24"><path d="([^"]+)" ?\/><\/svg>\s*$/.exec(
    await readFile(`${FROM}/${name}.svg`, "utf8"),
  ) ?? [null, null];
  if (path === null) throw new Error(`the icon ${name} is not one path in a square of ${SIDE}`);
  return path;
}
