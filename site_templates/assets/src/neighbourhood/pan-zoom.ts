/** A point of a drawing whose middle is (0, 0) and whose unit is a pixel of the screen. */
export type Point = readonly [number, number];

const LEAST = 0.4;
const MOST = 6;

/** How a scene lies in its drawing: moved by (`x`, `y`) after it was enlarged by `scale`. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };

/** Enlarge by a factor, within limits, around a point that stays where it is. */
export function enlarged({ scale, x, y }: View, by: number, [px, py]: Point): View {
  const now = Math.min(MOST, Math.max(LEAST, scale * by));
  const kept = now / scale;
  return { scale: now, x: px - (px - x) * kept, y: py - (py - y) * kept };
}

/** Lets a reader move and enlarge a scene: by dragging its ground, by a wheel with Ctrl, by two fingers. */
export class PanZoom {
  private view = WHOLE;

  /** A wheel alone and a single finger scroll the page. What `isGround` says no to is not dragged by. */
  constructor(
    private readonly svg: SVGSVGElement,
    private readonly scene: SVGGElement,
    private readonly isGround: (target: EventTarget | null) => boolean,
  ) {
    svg.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.onPress(event));
    svg.addEventListener("touchstart", (event) => this.onFingers(event), { passive: false });
  }

  /** Enlarge around the middle; 0 shows the whole again. */
  enlarge(by: number): void {
    this.show(by ? enlarged(this.view, by, [0, 0]) : WHOLE);
  }

  /** Where a point of the screen lies in the scene. */
  inScene(point: { clientX: number; clientY: number }): Point {
    const [px, py] = this.inDrawing(point);
    return [(px - this.view.x) / this.view.scale, (py - this.view.y) / this.view.scale];
  }

  private show(view: View): void {
    this.view = view;
    this.scene.setAttribute("transform", `translate(${view.x},${view.y}) scale(${view.scale})`);
  }

  private inDrawing({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const { left, top, width, height } = this.svg.getBoundingClientRect();
    return [clientX - left - width / 2, clientY - top - height / 2];
  }

  private onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : 0.002;
    this.show(enlarged(this.view, 2 ** (-event.deltaY * step * 5), this.inDrawing(event)));
  }

  private onPress(event: PointerEvent): void {
    if (event.pointerType === "touch" || event.button !== 0 || !this.isGround(event.target)) return;
    const from = this.inDrawing(event);
    const { x, y, scale } = this.view;
    this.svg.setPointerCapture(event.pointerId);
    const move = (to: PointerEvent): void => {
      const [px, py] = this.inDrawing(to);
      this.show({ scale, x: x + px - from[0], y: y + py - from[1] });
    };
    this.svg.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) {
      this.svg.addEventListener(end, () => this.svg.removeEventListener("pointermove", move), { once: true });
    }
  }

  private onFingers(event: TouchEvent): void {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const start = this.spread(event);
    const view = this.view;
    const move = (now: TouchEvent): void => {
      if (now.touches.length !== 2) return;
      now.preventDefault();
      const { middle, apart } = this.spread(now);
      const { scale, x, y } = enlarged(view, apart / start.apart, start.middle);
      this.show({ scale, x: x + middle[0] - start.middle[0], y: y + middle[1] - start.middle[1] });
    };
    this.svg.addEventListener("touchmove", move, { passive: false });
    for (const end of ["touchend", "touchcancel"]) {
      this.svg.addEventListener(end, () => this.svg.removeEventListener("touchmove", move), { once: true });
    }
  }

  /** The middle between two fingers, and how far they are apart. */
  private spread({ touches }: TouchEvent): { middle: Point; apart: number } {
    const [[ax, ay], [bx, by]] = [touches[0], touches[1]].map((one) =>
      this.inDrawing(one ?? { clientX: 0, clientY: 0 }),
    ) as [Point, Point];
    return { middle: [(ax + bx) / 2, (ay + by) / 2], apart: Math.max(1, Math.hypot(ax - bx, ay - by)) };
  }
}
