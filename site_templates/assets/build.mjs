// Bundles the style sheet and the scripts into dist/, with the licences of everything bundled beside them.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { cutFonts } from "./fonts.mjs";
import { gatherIcons } from "./icons.mjs";

/** Packages that name their licence and hold no copy of it. */
const LICENCE_AT = { giscus: "https://github.com/giscus/giscus-component/blob/main/LICENSE" };
const BUNDLED = [
  "minisearch",
  "sigma",
  "graphology",
  "graphology-utils",
  "events",
  "@fontsource-variable/roboto",
  "@mdi/font",
  "giscus",
  "lit",
  "lit-element",
  "lit-html",
  "@lit/reactive-element",
  ...["dispatch", "force", "quadtree", "timer"].map((name) => `d3-${name}`),
];

async function bundle() {
  await rm("dist", { recursive: true, force: true });
  await Promise.all([cutFonts(), gatherIcons()]);
  await build({
    entryPoints: {
      kbgen: "src/site/main.ts",
      comments: "src/comments/main.ts",
      explore: "src/explore/main.ts",
      reading: "src/reading/main.ts",
      search: "src/search/main.ts",
      graph: "src/graph/main.ts",
      datasets: "src/datasets/main.ts",
      compare: "src/compare/main.ts",
      neighbourhood: "src/neighbourhood/main.ts",
      offline: "src/offline/main.ts",
      worker: "src/offline/worker.ts",
    },
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    outdir: "dist",
    legalComments: "linked",
  });
  await build({
    entryPoints: { kbgen: "css/kbgen.css" },
    bundle: true,
    minify: true,
    target: "es2022",
    outdir: "dist",
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    legalComments: "none",
  });
  await writeFile("dist/licences.txt", (await Promise.all(BUNDLED.map(licence))).join("\n\n"));
}

async function licence(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  for (const file of ["LICENSE", "LICENSE.txt", "LICENSE.md"]) {
    const text = await readFile(`${folder}/${file}`, "utf8").catch(() => null);
    if (text !== null) return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  }
  if (LICENCE_AT[name]) return `${name} ${version} (${license})\n\nIts licence is at ${LICENCE_AT[name]}\n`;
  throw new Error(`${name} has no licence file; name its licence before bundling it`);
}

async function bundleTests() {
  const tests = (await readdir("test")).filter((name) => name.endsWith(".test.ts")).map((name) => `test/${name}`);
  await rm("build/tests", { recursive: true, force: true });
  await build({
    entryPoints: tests,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outdir: "build/tests",
    outExtension: { ".js": ".mjs" },
  });
}

await (process.argv.includes("--tests") ? bundleTests() : bundle());
