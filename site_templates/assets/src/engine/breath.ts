/** Work that takes long is done in slices, between which the browser does what waits: a key, a frame, a timer. */

type Scheduler = { postTask(task: () => void, options: { priority: "background" }): Promise<void> };
const { scheduler } = globalThis as { scheduler?: Scheduler };

/** Settles when nothing else is to be done first, or in browsers that cannot tell soon. */
export function breath(): Promise<void> {
  const nothing = (): void => undefined;
  if (scheduler) return scheduler.postTask(nothing, { priority: "background" });
  return new Promise((resolve) => setTimeout(resolve));
}
