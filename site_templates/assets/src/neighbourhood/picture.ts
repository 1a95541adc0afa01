import { _ } from "../lib/words.ts";
import { type Neighbour, type Neighbourhood, WORDS } from "./data.ts";
import { layOut } from "./layout.ts";
import { PanZoom } from "./pan-zoom.ts";
import { drawn, mark } from "./shapes.ts";

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The drawing: marks that can be pointed at, pressed, dragged and reached by keyboard, joined by arrows. */
export class Picture {
  readonly svg = drawn("svg", { class: "kb-around__svg", role: "group", "aria-label": _("Papers and citations") });
  private readonly scene = drawn("g");
  private readonly lines = drawn("g", { class: "kb-around__lines" });
  private readonly nodes = drawn("g");
  private readonly panZoom: PanZoom;
  private readonly marks = new Map<number, SVGGElement>();
  private ends: { line: SVGLineElement; from: Neighbour; to: Neighbour }[] = [];
  private shown: Neighbourhood = { papers: [], citations: [] };

  /** `point` is told of the paper that is pointed at or focused, `null` when none is; `choose` of one that is pressed. */
  constructor(
    private readonly point: (paper: Neighbour | null) => void,
    private readonly choose: (paper: Neighbour | null) => void,
  ) {
    this.svg.append(arrowHead(), this.scene);
    this.scene.append(this.lines, this.nodes);
    this.panZoom = new PanZoom(
      this.svg,
      this.scene,
      (target) => !(target instanceof Element && target.closest(".kb-around__node")),
    );
    this.svg.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Enlarge by a factor; 0 shows the whole again. */
  enlarge(by: number): void {
    this.panZoom.enlarge(by);
  }

  /** Draw these papers, with places for a drawing of this size. */
  draw(shown: Neighbourhood, width: number, height: number): void {
    this.shown = shown;
    this.svg.setAttribute("viewBox", `${-width / 2} ${-height / 2} ${width} ${height}`);
    layOut(shown, width, height);
    const byId = new Map(shown.papers.map((paper) => [paper.id, paper]));
    this.ends = shown.citations.flatMap(([citing, cited]) => {
      const from = byId.get(citing);
      const to = byId.get(cited);
      return from && to ? [{ line: drawn("line", { "marker-end": "url(#kb-around-arrow)" }), from, to }] : [];
    });
    this.lines.replaceChildren(...this.ends.map(({ line }) => line));
    this.marks.clear();
    this.nodes.replaceChildren(...shown.papers.map((paper) => this.node(paper)));
    for (const paper of shown.papers) this.place(paper);
    for (const end of this.ends) stretch(end);
  }

  private node(paper: Neighbour): SVGGElement {
    const name = [paper.title, paper.year, WORDS[paper.relation]].filter((part) => part !== null).join(", ");
    const node = drawn("g", { class: "kb-around__node", tabindex: "0", role: "button", "aria-label": name });
    node.append(drawn("circle", { r: "15", class: "kb-around__reach" }), mark(paper.relation));
    this.marks.set(paper.id, node);
    for (const kind of ["pointerenter", "focus"]) node.addEventListener(kind, () => this.emphasise(paper));
    for (const kind of ["pointerleave", "blur"]) node.addEventListener(kind, () => this.emphasise(null));
    this.draggable(node, paper);
    return node;
  }

  /** A press chooses a paper; a press that goes elsewhere takes the paper along. */
  private draggable(node: SVGGElement, paper: Neighbour): void {
    let wasDragged = false;
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      wasDragged = false;
      const [fromX, fromY] = this.panZoom.inScene(event);
      const [offX, offY] = [paper.x - fromX, paper.y - fromY];
      node.setPointerCapture(event.pointerId);
      const move = (to: PointerEvent): void => {
        if (!wasDragged && Math.hypot(to.clientX - event.clientX, to.clientY - event.clientY) < 3) return;
        wasDragged = true;
        const [x, y] = this.panZoom.inScene(to);
        this.move(paper, x + offX, y + offY);
      };
      node.addEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel"]) {
        node.addEventListener(end, () => node.removeEventListener("pointermove", move), { once: true });
      }
    });
    node.addEventListener("click", () => {
      if (!wasDragged) this.choose(paper);
    });
  }

  private move(paper: Neighbour, x: number, y: number): void {
    Object.assign(paper, { x, y, placed: true });
    this.place(paper);
    for (const end of this.ends) if (end.from === paper || end.to === paper) stretch(end);
  }

  private place(paper: Neighbour): void {
    this.marks.get(paper.id)?.setAttribute("transform", `translate(${paper.x.toFixed(1)},${paper.y.toFixed(1)})`);
  }

  private emphasise(paper: Neighbour | null): void {
    for (const { line, from, to } of this.ends) {
      line.classList.toggle("kb-around__line--strong", from === paper || to === paper);
    }
    this.point(paper);
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.shown.papers.find(({ id }) => this.marks.get(id) === event.target);
    if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
    const way = ARROWS[event.key];
    if (way) this.marks.get(nearestTowards(at, this.shown.papers, way)?.id ?? at.id)?.focus();
    else if (event.key === "Enter" || event.key === " ") this.choose(at);
    else if (event.key === "Escape") this.choose(null);
    else return;
    event.preventDefault();
  }
}

/** The paper that lies in a direction: near, and not far to the side. */
export function nearestTowards(
  at: Neighbour,
  papers: readonly Neighbour[],
  [right, down]: readonly [number, number],
): Neighbour | null {
  let best: Neighbour | null = null;
  let least = Infinity;
  for (const paper of papers) {
    const [across, along] = [paper.x - at.x, paper.y - at.y];
    const ahead = across * right + along * down;
    const aside = Math.abs(across * down) + Math.abs(along * right);
    const cost = ahead + 2 * aside;
    if (paper !== at && ahead > 0 && cost < least) [best, least] = [paper, cost];
  }
  return best;
}

/** From mark to mark, ending where the cited paper's mark begins, so that the arrow's head is seen. */
function stretch({ line, from, to }: { line: SVGLineElement; from: Neighbour; to: Neighbour }): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const kept = length > 14 ? (length - 13) / length : 1;
  line.setAttribute("x1", from.x.toFixed(1));
  line.setAttribute("y1", from.y.toFixed(1));
  line.setAttribute("x2", (from.x + (to.x - from.x) * kept).toFixed(1));
  line.setAttribute("y2", (from.y + (to.y - from.y) * kept).toFixed(1));
}

function arrowHead(): SVGDefsElement {
  const definitions = drawn("defs");
  const marker = drawn("marker", {
    id: "kb-around-arrow",
    viewBox: "0 0 8 8",
    refX: "7",
    refY: "4",
    markerWidth: "6",
    markerHeight: "6",
    orient: "auto",
  });
  marker.append(drawn("path", { d: "M0,0L8,4L0,8Z", class: "kb-around__arrow" }));
  definitions.append(marker);
  return definitions;
}
