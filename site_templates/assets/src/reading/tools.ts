/** What can be done with a reading list as a whole: export, share, import. */

import { announce } from "../lib/announce.ts";
import { Citations } from "../lib/cited.ts";
import { copied } from "../lib/copy.ts";
import { required } from "../lib/dom.ts";
import { download, writtenTo } from "../lib/files.ts";
import { FORMATS, isFormat } from "../lib/formats.ts";
import { entriesOf, type Entry, type Kept } from "../lib/reading-list.ts";
import { _, ngettext } from "../lib/words.ts";
import type { Papers } from "./papers.ts";
import { shareLink } from "./shared.ts";

type List = {
  /** The entries on the page, in order. */
  shown(): readonly Entry[];
  /** Put entries on the reader's own list. */
  take(entries: readonly Entry[]): void;
};

export function tools(place: HTMLElement, root: URL, papers: Papers, list: List): void {
  const citations = new Citations(place);
  const format = required("select[name=format]", HTMLSelectElement, place);
  required(".kb-reading__export", HTMLButtonElement, place).addEventListener("click", async () => {
    try {
      announce(await written(format.value, list.shown(), papers, citations, root));
    } catch (error) {
      announce(_("The papers could not be exported ({error}).", { error: String(error) }));
    }
  });

  const line = required(".kb-reading__link", HTMLElement, place);
  const link = required("input[name=link]", HTMLInputElement, line);
  required(".kb-reading__share", HTMLButtonElement, place).addEventListener("click", async () => {
    const ids = list.shown().map(({ id }) => id);
    if (ids.length === 0) return announce(_("There is no paper to share."));
    link.value = shareLink(location.href, ids);
    line.hidden = false;
    link.select();
    announce(
      (await copied(link.value))
        ? _("The link is copied. Notes are not in it, and it reaches no server.")
        : _("Copy the link below. Notes are not in it, and it reaches no server."),
    );
  });

  const file = required("input[name=import]", HTMLInputElement, place);
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const entries = entriesOf(parsed(await chosen.text()));
    file.value = "";
    if (!entries)
      announce(_("“{file}” is no reading list: export one as JSON and import that.", { file: chosen.name }));
    else list.take(entries.map((entry) => ({ ...entry, id: papers.present(entry.id) })));
  });
}

/** Write a file; what came of it in words. */
async function written(
  name: string,
  entries: readonly Entry[],
  papers: Papers,
  citations: Citations,
  root: URL,
): Promise<string> {
  if (entries.length === 0) return _("There is no paper to export.");
  if (!isFormat(name)) {
    const kept: Kept = { version: 1, papers: entries };
    download(`${JSON.stringify(kept, null, 1)}\n`, "reading-list.json", "application/json");
    return writtenTo("reading-list.json", entries.length);
  }
  const found = entries.flatMap((entry) => {
    const row = papers.row(entry.id);
    return row ? [{ row, entry }] : [];
  });
  const { file, type, write } = FORMATS[name];
  download(await write(found, citations, root), file, type);
  const gone = entries.length - found.length;
  const said = writtenTo(file, found.length);
  if (gone === 0) return said;
  const leftOut = ngettext(
    "{count} more is no longer in this knowledge base and was left out.",
    "{count} more are no longer in this knowledge base and were left out.",
    gone,
  );
  return `${said} ${leftOut}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
