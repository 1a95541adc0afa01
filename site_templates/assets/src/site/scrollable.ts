/** A region that scrolls sideways can be reached by keyboard, as long as there is something to scroll. */
export function scrollableRegions(): void {
  const regions = document.querySelectorAll<HTMLElement>("[data-kb-scroll]");
  const update = (region: HTMLElement): void => {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) update(target);
  });
  for (const region of regions) observer.observe(region);
}
