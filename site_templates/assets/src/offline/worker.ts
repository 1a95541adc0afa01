/**
 * The site's service worker, which only those have who asked for it: `sw.js` is this with what the build names.
 *
 * Pages come from the network, so that they are the newest, and from what was kept where there is none. What carries its
 * version in its address never changes, and comes from what was kept.
 */
import { _, language } from "../lib/words.ts";
import { coreOf, prefixOf, visitedOf } from "./names.ts";

/** The parts of a service worker's scope that are used; TypeScript's own types exclude those of pages. */
interface Worker {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  /** Written by the build: a digest of the files that every page needs, and their addresses below the root. */
  readonly kbgenCore: { readonly version: string; readonly files: readonly string[] };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", act: (event: Waiting) => void): void;
  addEventListener(kind: "fetch", act: (event: Fetching) => void): void;
}

interface Waiting {
  waitUntil(done: Promise<unknown>): void;
}

interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const KEPT_KINDS = new Set<string>(["script", "style", "font", "image", "worker"]);
const VERSIONED = /[?&]v=[0-9a-f]+$|[.-][0-9a-f]{8,}\.(?:min\.)?(?:js|css|svg|png|woff2)$/;

const worker = self as unknown as Worker;
const scope = worker.registration.scope;
const core = coreOf(scope, worker.kbgenCore.version);
const visited = visitedOf(scope);

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope) || request.headers.has("range")) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (VERSIONED.test(request.url)) event.respondWith(versioned(event));
  else if (isKept(request)) event.respondWith(newest(event));
});

async function install(): Promise<void> {
  const cache = await caches.open(core);
  await cache.addAll(worker.kbgenCore.files.map((path) => new Request(new URL(path, scope), { cache: "reload" })));
  await worker.skipWaiting();
}

/** Drop what belongs to an older version of the site. */
async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefixOf(scope)) && name !== core && name !== visited) await caches.delete(name);
  }
  const cache = await caches.open(visited);
  for (const request of await cache.keys()) if (VERSIONED.test(request.url)) await cache.delete(request);
  await worker.clients.claim();
}

/** Scripts, styles and pictures, and the pieces of the full-text index; downloads are not kept. */
function isKept({ destination, url }: Request): boolean {
  return KEPT_KINDS.has(destination) || url.startsWith(new URL("pagefind/", scope).href);
}

async function page(event: Fetching): Promise<Response> {
  try {
    return await fetched(event);
  } catch {
    return (await kept(event.request, { ignoreSearch: true })) ?? notKept();
  }
}

/** What the network answers, kept for later. */
async function fetched(event: Fetching): Promise<Response> {
  const response = await fetch(event.request);
  if (response.ok && response.type === "basic") event.waitUntil(keep(event.request, response.clone()));
  return response;
}

async function versioned(event: Fetching): Promise<Response> {
  return (await kept(event.request)) ?? newest(event);
}

async function newest(event: Fetching): Promise<Response> {
  try {
    return await fetched(event);
  } catch (error) {
    const found = await kept(event.request, { ignoreSearch: true });
    if (!found) throw error;
    return found;
  }
}

async function keep(request: Request, response: Response): Promise<void> {
  await (await caches.open(visited)).put(request, response);
}

async function kept(request: Request, how: CacheQueryOptions = {}): Promise<Response | undefined> {
  for (const name of [visited, core]) {
    const found = await (await caches.open(name)).match(request, how);
    if (found) return found;
  }
  return undefined;
}

function notKept(): Response {
  const home = new URL("./", scope).href;
  const about = new URL("about/#offline", scope).href;
  const [offline, pages, start] = [_("You are offline"), _("The pages that were kept"), _("Home")];
  const title = _("Not kept for reading offline");
  const why = _("This page has not been visited on this device, so it was not kept.");
  return new Response(
    `<!doctype html><html lang="${language()}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${title}</title>
<body style="max-width:38rem;margin:3rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif">
<main><h1>${offline}</h1><p>${why}</p>
<p><a href="${about}">${pages}</a></p><p><a href="${home}">${start}</a></p></main>`,
    { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } },
  );
}
