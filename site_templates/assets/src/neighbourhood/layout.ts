import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { Neighbour, Neighbourhood } from "./data.ts";

const STEPS = 300;
const MARGIN = 28;

interface Body {
  readonly paper: Neighbour;
  index?: number;
  x?: number;
  y?: number;
  fx?: number | null;
  fy?: number | null;
}

/**
 * Give every paper a place within `width` × `height`, (0, 0) being the middle. The same papers get the same places:
 * the simulation begins from places that follow from their order alone. Papers placed by hand stay where they are.
 */
export function layOut({ papers, citations }: Neighbourhood, width: number, height: number): void {
  const bodies = papers.map((paper): Body => (paper.relation === "this" ? { paper, fx: 0, fy: 0 } : { paper }));
  const byId = new Map(bodies.map((body) => [body.paper.id, body]));
  const links = citations.flatMap(([from, to]) => {
    const source = byId.get(from);
    const target = byId.get(to);
    return source && target ? [{ source, target }] : [];
  });
  const wide = height > 0 ? width / height : 1;
  forceSimulation(bodies)
    .force("links", forceLink(links).distance(70).strength(0.25))
    .force("apart", forceManyBody().strength(-160))
    .force("room", forceCollide(16))
    .force("x", forceX(0).strength(0.05 / wide))
    .force("y", forceY(0).strength(0.05 * wide))
    .stop()
    .tick(STEPS);
  const reach = (values: number[]): number => Math.max(1, ...values.map(Math.abs));
  const across = (width / 2 - MARGIN) / reach(bodies.map(({ x = 0 }) => x));
  const down = (height / 2 - MARGIN) / reach(bodies.map(({ y = 0 }) => y));
  for (const { paper, x = 0, y = 0 } of bodies) {
    if (paper.placed) continue;
    paper.x = x * Math.min(across, 1.5);
    paper.y = y * Math.min(down, 1.5);
  }
}
