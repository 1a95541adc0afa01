/** Answers the page's questions from the catalogue; the same code in a worker and, on a file system, on the page. */

import { Engine } from "../engine/engine.ts";
import { loadCatalogue } from "../engine/load.ts";
import type { State } from "../engine/state.ts";
import { loadScript } from "../lib/load.ts";
import type { Client, Message, Opened, Question, Reply } from "./protocol.ts";

/** A service whose catalogue is loaded by `load`, which runs the script at an address. */
export function service(load: (address: string) => Promise<void>): (question: Question) => Promise<unknown> {
  let engine: Engine | null = null;
  const opened = (): Engine => {
    if (!engine) throw new Error("the catalogue is not open yet");
    return engine;
  };
  return async (question) => {
    switch (question.ask) {
      case "open": {
        if (question.words) await load(question.words);
        const catalogue = await loadCatalogue(question.catalogue, load);
        engine = new Engine(catalogue);
        if (typeof document === "undefined") void engine.practise();
        const { facets, ranges } = engine;
        return { total: catalogue.papers.id.length, facets, ranges } satisfies Opened;
      }
      case "answer":
        if (asksWords(question.state)) await opened().ready;
        return opened().answer(question.state, question.pageSize);
      case "ways":
        if (asksWords(question.state)) await opened().ready;
        return opened().ways(question.state);
      case "all":
        if (asksWords(question.state)) await opened().ready;
        return opened().all(question.state);
      case "rows":
        return opened().rows(question.ids);
    }
  };
}

/** Whether a question can be answered only when all papers were read word by word. */
function asksWords({ text }: State): boolean {
  return text.trim() !== "";
}

/** Serve the page that started this worker. */
export function serveAsWorker(): void {
  const answer = service(async (address) => importScripts(address));
  addEventListener("message", async ({ data }: MessageEvent<Message>) => {
    const { number, question } = data;
    try {
      postMessage({ number, reply: await answer(question) });
    } catch (error) {
      postMessage({ number, error: String(error) });
    }
  });
}

/** The engine in a worker, so that typing stays smooth; beside the page where a file system forbids workers. */
export function connect(script: string): Client {
  if (location.protocol === "file:") return service(loadScript) as Client;
  const worker = new Worker(script);
  const waiting = new Map<number, { resolve(reply: unknown): void; reject(error: Error): void }>();
  let last = 0;
  worker.addEventListener("message", ({ data }) => {
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if ("error" in data) asked?.reject(new Error(data.error));
    else asked?.resolve(data.reply);
  });
  worker.addEventListener("error", (event) => {
    for (const asked of waiting.values()) asked.reject(new Error(event.message || "the worker could not be started"));
    waiting.clear();
  });
  return <Asked extends Question>(question: Asked) =>
    new Promise<Reply<Asked>>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: (reply) => resolve(reply as Reply<Asked>), reject });
      worker.postMessage({ number: last, question } satisfies Message);
    });
}
