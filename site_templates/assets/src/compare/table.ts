/** The comparison as a table of the page. */

import { element, pressable } from "../lib/dom.ts";
import { pageOf } from "../lib/root.ts";
import { _ } from "../lib/words.ts";
import { type Grid, laidOut } from "./grid.ts";
import { type Cell, type Paper, type Part, type Row, shared } from "./rows.ts";

/** What a reader does with one paper of the comparison. */
export type Act = "earlier" | "later" | "remove";

/** Draw a grid; `act` is told which button of which paper was pressed. */
export function drawTable(grid: Grid, root: URL, act: (act: Act, paper: Paper) => void): HTMLTableElement {
  const table = element("table", `kb-table kb-compare__table${grid.turn ? " kb-compare__table--turned" : ""}`);
  const isSeveral = grid.papers.length > 1;
  const corner = element("td");
  corner.append(element("span", "kb-hidden", grid.turn ? _("Paper") : _("What is compared")));
  const [head = [], ...body] = laidOut<HTMLTableCellElement>(grid, {
    corner,
    paper: (paper) => paperHead(paper, grid, root, act),
    name: (row) => nameHead(row, isSeveral),
    cell: (cell, row) => cellOf(cell, shared(row.cells), root),
  });
  for (const one of head) if (one.tagName === "TH") one.scope = "col";
  table
    .createTHead()
    .insertRow()
    .append(...head);
  const rows = table.createTBody();
  for (const [first, ...cells] of body) {
    if (first) first.scope = "row";
    rows.insertRow().append(...(first ? [first] : []), ...cells);
  }
  return table;
}

function paperHead(paper: Paper, grid: Grid, root: URL, act: (act: Act, paper: Paper) => void): HTMLTableCellElement {
  const head = element("th", "kb-compare__paper");
  const link = element("a", "", paper.title);
  link.href = pageOf(root, "papers", paper.id);
  const buttons = element("span", "kb-compare__acts");
  const at = grid.papers.indexOf(paper);
  const button = (name: Act, sign: string, label: string, isOff: boolean): HTMLButtonElement => {
    const made = pressable("kb-compare__act", sign, () => act(name, paper));
    made.disabled = isOff;
    made.dataset.act = name;
    made.dataset.paper = paper.id;
    made.setAttribute("aria-label", label);
    return made;
  };
  buttons.append(
    button("earlier", grid.turn ? "↑" : "←", _("Move earlier: {title}", paper), at === 0),
    button("later", grid.turn ? "↓" : "→", _("Move later: {title}", paper), at === grid.papers.length - 1),
    button("remove", "×", _("Remove: {title}", paper), false),
  );
  head.append(link, buttons);
  return head;
}

function nameHead(row: Row, isSeveral: boolean): HTMLTableCellElement {
  const head = element("th", "kb-compare__name");
  if (isSeveral && row.differs) {
    const sign = element("span", "kb-compare__sign", "≠");
    sign.setAttribute("aria-hidden", "true");
    const differs = _("(the papers differ)");
    head.append(sign, row.name, element("span", "kb-hidden", ` ${differs}`));
  } else head.append(row.name);
  return head;
}

/** Where all papers have something of a row, what not all of them have is in bold; `inAll` is what all have. */
function cellOf(cell: Cell, inAll: ReadonlySet<string>, root: URL): HTMLTableCellElement {
  const place = element("td");
  if (cell.length === 0) {
    const none = element("span", "kb-unknown", "–");
    none.setAttribute("aria-hidden", "true");
    place.append(none, element("span", "kb-hidden", _("not known")));
    return place;
  }
  const items = cell.map((part) => {
    const item = element(inAll.size > 0 && !inAll.has(part.text) ? "strong" : "span");
    item.append(linked(part, root));
    return part.note ? [item, element("span", "kb-compare__note", ` (${part.note})`)] : [item];
  });
  if (items.length === 1) {
    place.append(...(items[0] ?? []));
    return place;
  }
  const list = element("ul", "kb-bare kb-compare__parts");
  for (const item of items) {
    const line = element("li");
    line.append(...item);
    list.append(line);
  }
  place.append(list);
  return place;
}

function linked({ text, path, href }: Part, root: URL): Node {
  if (path === undefined && href === undefined) return document.createTextNode(text);
  const link = element("a", "", text);
  link.href = path === undefined ? (href ?? "") : pageOf(root, ...path);
  if (path === undefined) link.rel = "noopener";
  return link;
}
