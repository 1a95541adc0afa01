/** How the lines between papers look: the more there are the fainter, so that many do not make one grey surface. */

const COLOURS = {
  day: { few: [223, 228, 230], many: [93, 112, 118], on: "#0b6b66" },
  night: { few: [55, 60, 72], many: [150, 163, 190], on: "#63d3c8" },
} as const;
const FEW = 3_000;
const LEAST = 0.02;

/** The colours of lines, of which there are `count`: plain ones, and those that stand out. */
export function lineColours(count: number, isNight: boolean): { readonly line: string; readonly on: string } {
  const { few, many, on } = COLOURS[isNight ? "night" : "day"];
  if (count <= FEW) return { line: `rgba(${few.join(",")},1)`, on };
  // WebGL blends colours that are multiplied with their opacity.
  const opacity = Math.max(LEAST, (0.2 * FEW) / count);
  return { line: `rgba(${many.map((part) => Math.round(part * opacity)).join(",")},${opacity.toFixed(3)})`, on };
}
