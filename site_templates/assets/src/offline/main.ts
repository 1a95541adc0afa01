/** The choice to keep the site for reading offline, and what is kept. Nothing is kept unasked. */

import { element, required } from "../lib/dom.ts";
import { ownAddress, siteRoot } from "../lib/root.ts";
import { language, ngettext } from "../lib/words.ts";
import { prefixOf, visitedOf } from "./names.ts";

const root = siteRoot(ownAddress());
const place = required("#kb-offline", HTMLElement);
const status = required("[role=status]", HTMLElement, place);
const button = required("button", HTMLButtonElement, place);
const list = required("ul", HTMLUListElement, place);
const KEEP = button.textContent ?? "";
const REMOVE = button.dataset.remove ?? "";

if (!/^https?:$/.test(location.protocol) || !("serviceWorker" in navigator) || !("caches" in window)) {
  status.textContent = place.dataset.cannot ?? "";
  button.hidden = true;
} else {
  button.addEventListener("click", () => void change());
  void show();
}
place.hidden = false;

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  const found = await navigator.serviceWorker.getRegistration(root.href);
  return found?.scope === root.href ? found : undefined;
}

async function change(): Promise<void> {
  button.disabled = true;
  try {
    if (await registration()) await remove();
    else await keep();
    await show();
  } catch {
    status.textContent = place.dataset.failed ?? "";
  } finally {
    button.disabled = false;
  }
}

async function keep(): Promise<void> {
  status.textContent = place.dataset.keeping ?? "";
  await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.href });
  await navigator.serviceWorker.ready;
  const cache = await caches.open(visitedOf(root.href));
  await cache.addAll([root.href, location.href.replace(/[?#].*$/, "")]);
}

async function remove(): Promise<void> {
  await (await registration())?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(prefixOf(root.href))) await caches.delete(name);
}

/** Say what is kept, each page with its title. */
async function show(): Promise<void> {
  const isKept = (await registration()) !== undefined;
  button.textContent = isKept ? REMOVE : KEEP;
  const pages = isKept ? await keptPages() : [];
  list.replaceChildren(
    ...pages.map(({ title, url }) => {
      const item = element("li");
      const link = element("a", "", title);
      link.href = url;
      item.append(link);
      return item;
    }),
  );
  list.hidden = pages.length === 0;
  status.textContent = isKept ? keptInWords(pages.length) : (place.dataset.none ?? "");
  place.dataset.state = isKept ? "kept" : "none";
}

async function keptPages(): Promise<{ title: string; url: string }[]> {
  const cache = await caches.open(visitedOf(root.href));
  const found = [];
  for (const { url } of await cache.keys()) {
    const response = await cache.match(url);
    if (!response?.headers.get("Content-Type")?.startsWith("text/html")) continue;
    const { title } = new DOMParser().parseFromString(await response.text(), "text/html");
    found.push({ title: title || url, url });
  }
  return found.sort((a, b) => a.title.localeCompare(b.title, language()));
}

function keptInWords(pages: number): string {
  return ngettext("{count} page kept on this device", "{count} pages kept on this device", pages);
}
