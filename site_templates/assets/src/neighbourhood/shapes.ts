import type { Relation } from "./data.ts";

/** The outline of each relation's mark, around (0, 0): a star, a triangle, a square, a diamond, a small circle. */
export const SHAPES: Record<Relation, string> = {
  this: star(13, 6),
  cites: "M0,-9.5L9,6.5L-9,6.5Z",
  cited: "M-7,-7H7V7H-7Z",
  both: "M0,-10L10,0L0,10L-10,0Z",
  further: "M-5,0A5,5,0,1,1,5,0A5,5,0,1,1,-5,0Z",
};

function star(outer: number, inner: number): string {
  const points = Array.from({ length: 10 }, (_, at) => {
    const radius = at % 2 ? inner : outer;
    const angle = (at * Math.PI) / 5;
    return `${(radius * Math.sin(angle)).toFixed(2)},${(-radius * Math.cos(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

/** A new element of a drawing. */
export function drawn<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** A relation's mark. */
export function mark(relation: Relation): SVGPathElement {
  return drawn("path", { d: SHAPES[relation], class: `kb-around__mark kb-around__mark--${relation}` });
}
