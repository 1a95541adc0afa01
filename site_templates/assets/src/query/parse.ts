/**
 * The query language of the search box: words, "exact words", -exclude, and fields such as author: or year:. It is that
 * of lists and of the command line (kbgen/model/query_syntax.py), but any text is a query here, finished or not.
 * A clause knows where it stands in the text, so that a chip can take it out again.
 */

export const FIELDS = [
  "author",
  "title",
  "year",
  "added",
  "venue",
  "track",
  "kind",
  "topic",
  "dataset",
  "family",
  "source",
  "has",
  "is",
  "id",
  "arxiv",
  "doi",
] as const;

export type Clause = {
  readonly type: "word" | "phrase" | "field";
  /** The field's name, for a clause of type "field"; otherwise empty. */
  readonly field: string;
  /** Any of these will do; a word or a phrase has one. */
  readonly values: readonly string[];
  readonly negated: boolean;
  readonly start: number;
  readonly end: number;
};

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"?`;
const VALUE = String.raw`(?:${QUOTED}|[^\s",]+)`;
const TOKEN = new RegExp(
  String.raw`(?<minus>-)?(?:(?<field>[\p{L}_-][\p{L}\p{N}_-]*):(?<values>${VALUE}?(?:,${VALUE}?)*)|(?<quoted>${QUOTED})|(?<word>[^\s"]+))`,
  "gsu",
);
const ONE_VALUE = new RegExp(VALUE, "gsu");
/** The rest of a word that began like a field. */
const REST = /[^\s"]*/uy;
const ARXIV =
  /^(?:(?:https?:\/\/)?(?:[\w-]+\.)?arxiv\.org\/(?:abs|pdf|html|format)\/|arxiv:|(?:https?:\/\/)?(?:dx\.)?(?:doi\.org\/)?10\.48550\/arxiv\.)?(?<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?(?:[?#].*)?$/i;
const DOI = /^(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/|doi:)?(?<doi>10\.\d{4,9}\/\S+)$/i;

/** Read a query. `axes` are the names of further fields: the axes of the taxonomy. Any text is a query. */
export function parseQuery(text: string, axes: readonly string[] = []): Clause[] {
  const fields = new Set<string>([...FIELDS, ...axes]);
  const clauses: Clause[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const clause = readToken(match, fields, text);
    if (clause) clauses.push(clause);
    TOKEN.lastIndex = Math.max(TOKEN.lastIndex, clause?.end ?? 0);
  }
  return clauses;
}

function readToken(match: RegExpExecArray, fields: ReadonlySet<string>, text: string): Clause | null {
  const { minus, field, values, quoted } = match.groups ?? {};
  const start = match.index;
  const place = { negated: minus !== undefined, start, end: start + match[0].length };
  if (quoted !== undefined) {
    const phrase = unquoted(quoted).trim();
    return phrase ? { type: "phrase", field: "", values: [phrase], ...place } : null;
  }

  const bare = place.start + (minus?.length ?? 0);
  REST.lastIndex = bare;
  const word = REST.exec(text)?.[0] ?? "";
  const end = bare + word.length;
  const name = field?.toLowerCase() ?? "";
  const work = readIdentifier(word);
  if (work) return { type: "field", field: work.type, values: [work.value], ...place, end };
  if (fields.has(name)) {
    const asked = (values?.match(ONE_VALUE) ?? []).map((one) => unquoted(one).trim()).filter(Boolean);
    if (asked.length > 0)
      return { type: "field", field: name, values: asked.map((one) => canonical(name, one)), ...place };
  } else if (field !== undefined && values?.startsWith('"')) {
    return { type: "phrase", field: "", values: [`${field} ${unquoted(values).trim()}`], ...place };
  }
  return /[\p{L}\p{N}]/u.test(word) ? { type: "word", field: "", values: [word], ...place, end } : null;
}

function unquoted(value: string): string {
  const inside = /^"((?:[^"\\]|\\.)*)/s.exec(value)?.[1];
  return inside === undefined ? value : inside.replace(/\\(["\\])/g, "$1");
}

/** An identifier in its one spelling; any other value as it is. */
function canonical(field: string, value: string): string {
  return field === "arxiv" || field === "doi" ? (readIdentifier(value)?.value ?? value) : value;
}

/** A pasted arXiv identifier, DOI, or address of either. */
export function readIdentifier(text: string): { type: "arxiv" | "doi"; value: string } | null {
  const trimmed = text.trim().replace(/[.,;)]+$/, "");
  const arxiv = ARXIV.exec(trimmed)?.groups?.id;
  if (arxiv) return { type: "arxiv", value: arxiv.toLowerCase() };
  const doi = DOI.exec(trimmed)?.groups?.doi;
  return doi ? { type: "doi", value: doi.toLowerCase() } : null;
}

/** The query without one of its clauses. */
export function withoutClause(text: string, clause: Clause): string {
  return `${text.slice(0, clause.start)} ${text.slice(clause.end)}`.replace(/\s+/g, " ").trim();
}
