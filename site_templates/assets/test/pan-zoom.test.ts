import assert from "node:assert/strict";
import { test } from "node:test";
import { enlarged, WHOLE } from "../src/neighbourhood/pan-zoom.ts";

test("the point around which a scene is enlarged stays where it is", () => {
  const view = enlarged({ scale: 1.5, x: 10, y: -4 }, 2, [40, 30]);
  const before = [(40 - 10) / 1.5, (30 + 4) / 1.5];
  assert.deepEqual([(40 - view.x) / view.scale, (30 - view.y) / view.scale], before);
  assert.equal(view.scale, 3);
});

test("a scene is enlarged and reduced within limits", () => {
  assert.equal(enlarged(WHOLE, 100, [0, 0]).scale, 6);
  assert.equal(enlarged(WHOLE, 0.01, [0, 0]).scale, 0.4);
});
