/** Words that more than one part of the interface says. */

import { _, ngettext } from "./words.ts";

/** What the data model calls kinds, statuses and roles, as `said` in kbgen/model/words.py words it. */
const NAMES: Readonly<Record<string, () => string>> = {
  analysis: () => _("analysis"),
  benchmark: () => _("benchmark"),
  corrected: () => _("corrected"),
  dataset: () => _("dataset"),
  evaluation: () => _("evaluation"),
  "expression-of-concern": () => _("expression of concern"),
  introduces: () => _("introduces"),
  method: () => _("method"),
  position: () => _("position"),
  pretraining: () => _("pretraining"),
  retracted: () => _("retracted"),
  survey: () => _("survey"),
  theory: () => _("theory"),
  training: () => _("training"),
  tutorial: () => _("tutorial"),
  uses: () => _("uses"),
  withdrawn: () => _("withdrawn"),
};

/** A name of the data model in the reader's words; one without words of its own as it stands. */
export function said(name: string): string {
  return NAMES[name.replaceAll(" ", "-")]?.() ?? name.replaceAll("-", " ");
}

/** "1 paper", "2,345 papers". */
export function papers(count: number): string {
  return ngettext("{count} paper", "{count} papers", count);
}

/** Names in one short phrase, as the pages made by the build write them (kbgen/views/entries.py). */
export function shortAuthors(authors: readonly string[]): string {
  const [first = "", ...others] = authors;
  if (others.length > 2) return _("{name} et al.", { name: first });
  const last = others.at(-1);
  if (last === undefined) return first;
  return _("{names} and {last}", { names: authors.slice(0, -1).join(", "), last });
}
