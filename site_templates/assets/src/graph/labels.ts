/** Titles on the map: none lies on another, and each can be read whatever it lies on. */

import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";

type Labelled = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

const GAP = 3;

export function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

export type Labels = {
  /** Begin a picture: nothing is written yet. */
  clear(): void;
  draw(context: CanvasRenderingContext2D, node: Labelled, settings: Settings): void;
};

/** Write titles, of two that would overlap the first; those of chosen papers always. `page` is the page's own colour. */
export function labels(page: () => string): Labels {
  let taken: Box[] = [];
  return {
    clear() {
      taken = [];
    },
    draw(context, node, settings) {
      if (!node.label) return;
      const { labelSize: size, labelFont: font, labelWeight: weight } = settings;
      context.font = `${weight} ${size}px ${font}`;
      const left = node.x + node.size + GAP;
      const box = {
        left: left - GAP,
        top: node.y - size / 2 - GAP,
        right: left + context.measureText(node.label).width + GAP,
        bottom: node.y + size / 2 + GAP,
      };
      if (!node.forceLabel && taken.some((other) => overlap(box, other))) return;
      taken.push(box);
      context.lineJoin = "round";
      context.lineWidth = 3;
      context.strokeStyle = page();
      context.strokeText(node.label, left, node.y + size / 3);
      context.fillStyle = settings.labelColor.color ?? "#000";
      context.fillText(node.label, left, node.y + size / 3);
    },
  };
}
