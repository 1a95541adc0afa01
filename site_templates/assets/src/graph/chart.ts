/** The map as WebGL draws it. It knows places, sizes and colours; what they mean is the page's. */

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import type { MapData } from "./data.ts";
import { labels } from "./labels.ts";
import { lineColours } from "./lines.ts";
import type { View } from "./state.ts";

/** How a paper and its ties look now. */
export type Look = {
  readonly shown: (paper: number) => boolean;
  readonly colour: (paper: number) => string;
  /** The chosen papers and those tied to them stand out where there are any. */
  readonly chosen: ReadonlySet<number>;
  readonly near: ReadonlySet<number>;
  /** Ties between papers that stand one after the other. */
  readonly way: readonly number[];
  readonly isNight: boolean;
};

export type Events = {
  readonly hover: (paper: number | null) => void;
  readonly click: (paper: number | null) => void;
  readonly moved: (view: View | null) => void;
};

export type Chart = {
  draw(look: Look): void;
  /** Show a part of the map, or all of it. */
  see(view: View | null): void;
  /** Bring a paper into the middle. */
  goTo(paper: number): void;
  zoom(factor: number): void;
  pan(right: number, down: number): void;
  /** Where a paper stands on the page's canvas. */
  at(paper: number): { readonly x: number; readonly y: number };
};

const CLOSE = 0.35;
const MOVE_MS = 250;

/** Whether this browser draws with WebGL. */
export function canDraw(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

export function drawChart(place: HTMLElement, map: MapData, titles: readonly string[], events: Events): Chart {
  let look: Look | null = null;
  const graph = graphOf(map, titles, place.clientWidth);
  const written = labels(() => (look?.isNight ? "#1e2129" : "#ffffff"));
  let lines = lineColours(graph.size, false);
  const chart = new Sigma(graph, place, {
    allowInvalidContainer: true,
    hideEdgesOnMove: map.citations.length > 20_000,
    labelFont: getComputedStyle(place).fontFamily,
    labelSize: 12,
    labelDensity: 0.6,
    labelRenderedSizeThreshold: 9,
    minCameraRatio: 0.01,
    maxCameraRatio: 2,
    zIndex: true,
    stagePadding: 24,
    defaultDrawNodeLabel: written.draw,
    defaultDrawNodeHover: (context, node) => {
      context.beginPath();
      context.arc(node.x, node.y, node.size + 3, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = lines.on;
      context.stroke();
    },
    nodeReducer: (node, attributes) => {
      const paper = Number(node);
      if (!look?.shown(paper)) return { ...attributes, hidden: true };
      const stands = look.chosen.has(paper);
      const isQuiet = look.chosen.size > 0 && !stands && !look.near.has(paper);
      return {
        ...attributes,
        color: isQuiet ? faded(look.colour(paper), look.isNight) : look.colour(paper),
        label: isQuiet ? null : attributes.label,
        highlighted: stands,
        forceLabel: stands,
        zIndex: stands ? 2 : isQuiet ? 0 : 1,
      };
    },
    edgeReducer: (edge, attributes) => {
      const [from = 0, to = 0] = graph.extremities(edge).map(Number);
      if (!look?.shown(from) || !look.shown(to)) return { ...attributes, hidden: true };
      const { line, on } = lines;
      const at = look.way.indexOf(from);
      const isOnWay = at >= 0 && (look.way[at + 1] === to || look.way[at - 1] === to);
      const isOn = look.way.length > 0 ? isOnWay : look.chosen.has(from) || look.chosen.has(to);
      return { ...attributes, color: isOn ? on : line, size: isOnWay ? 3 : isOn ? 1.2 : 0.6, zIndex: isOn ? 1 : 0 };
    },
  });
  chart.setCustomBBox({ x: [0, map.scale], y: [0, map.scale] });
  const camera = chart.getCamera();
  const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOVE_MS;
  const move = (to: Partial<View>): void => {
    if (duration === 0) camera.setState(to);
    else void camera.animate(to, { duration });
  };

  chart.on("beforeRender", () => written.clear());
  chart.on("enterNode", ({ node }) => events.hover(Number(node)));
  chart.on("leaveNode", () => events.hover(null));
  chart.on("clickNode", ({ node }) => events.click(Number(node)));
  chart.on("clickStage", () => events.click(null));
  camera.on("updated", ({ x, y, ratio }) => {
    const isWhole = Math.abs(x - 0.5) + Math.abs(y - 0.5) + Math.abs(ratio - 1) < 0.002;
    events.moved(isWhole ? null : { x, y, ratio });
  });

  return {
    draw(next) {
      look = next;
      lines = lineColours(graph.size, next.isNight);
      chart.setSetting("labelColor", { color: next.isNight ? "#e4e8f0" : "#1b2224" });
      chart.refresh();
    },
    see: (view) => move(view ?? { x: 0.5, y: 0.5, ratio: 1 }),
    goTo(paper) {
      const shown = chart.getNodeDisplayData(String(paper));
      if (shown) move({ x: shown.x, y: shown.y, ratio: Math.min(camera.ratio, CLOSE) });
    },
    zoom: (factor) => move({ ratio: camera.getBoundedRatio(camera.ratio * factor) }),
    pan: (right, down) => move({ x: camera.x + right * camera.ratio, y: camera.y - down * camera.ratio }),
    at: (paper) => chart.graphToViewport({ x: map.x[paper] ?? 0, y: map.y[paper] ?? 0 }),
  };
}

function graphOf(map: MapData, titles: readonly string[], width: number): MultiDirectedGraph {
  const graph = new MultiDirectedGraph();
  const isCrowded = map.x.length > 2000;
  const least = isCrowded ? 1.6 : 3;
  // On a phone many dots would grow together.
  const scale = isCrowded && width < 600 ? 0.6 : 1;
  map.x.forEach((x, paper) => {
    const size = scale * Math.min(least + 1.6 * Math.sqrt(Math.max(0, (map.rank[paper] ?? 0) - 0.5)), 16);
    graph.addNode(String(paper), { x, y: map.y[paper] ?? 0, size, label: short(titles[paper] ?? "") });
  });
  for (let at = 0; at < map.citations.length; at += 2) {
    graph.addDirectedEdge(String(map.citations[at]), String(map.citations[at + 1]));
  }
  for (let at = 0; at < map.relations.length; at += 3) {
    graph.addDirectedEdge(String(map.relations[at]), String(map.relations[at + 1]));
  }
  return graph;
}

function short(title: string): string {
  return title.length > 44 ? `${title.slice(0, 42).trimEnd()} …` : title;
}

/** A colour nearly gone into the page's own, opaque: translucent ones add up to others where dots lie on each other. */
function faded(colour: string, isNight: boolean): string {
  const page = isNight ? [30, 33, 41] : [255, 255, 255];
  const mixed = page.map((own, at) => {
    const part = Number.parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16);
    return Math.round(own * 0.75 + part * 0.25);
  });
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
