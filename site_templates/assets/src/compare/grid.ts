/** The comparison as rows of cells, the papers in columns or in rows, as it is shown and as it is exported. */

import type { Cell, Paper, Row } from "./rows.ts";

export type Grid = {
  readonly papers: readonly Paper[];
  readonly rows: readonly Row[];
  /** One row a paper instead of one column. */
  readonly turn: boolean;
};

/** What is laid out: a head or a cell, by what it is. */
export type Maker<Made> = {
  readonly corner: Made;
  readonly paper: (paper: Paper) => Made;
  readonly name: (row: Row) => Made;
  readonly cell: (cell: Cell, row: Row) => Made;
};

/** Lay a grid out: first the row of heads, then each row with its head. */
export function laidOut<Made>({ papers, rows, turn }: Grid, make: Maker<Made>): Made[][] {
  const cell = (row: Row, paper: number): Made => make.cell(row.cells[paper] ?? [], row);
  if (!turn) {
    return [
      [make.corner, ...papers.map(make.paper)],
      ...rows.map((row) => [make.name(row), ...papers.map((_, at) => cell(row, at))]),
    ];
  }
  return [
    [make.corner, ...rows.map(make.name)],
    ...papers.map((paper, at) => [make.paper(paper), ...rows.map((row) => cell(row, at))]),
  ];
}
