/** The element of a selector, which the page's template promises. */
export function required<Kind extends Element>(
  selector: string,
  kind: new () => Kind,
  root: ParentNode = document,
): Kind {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} "${selector}"`);
  return found;
}

/** A new element with text, never markup, in it. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = "",
  text = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** A new button that does something when it is pressed. */
export function pressable(className: string, text: string, press: () => void): HTMLButtonElement {
  const button = element("button", className, text);
  button.type = "button";
  button.addEventListener("click", press);
  return button;
}

/** Make these the children of an element. One that is in its place is not touched: it keeps focus, and costs nothing. */
export function arrange(parent: Element, children: readonly Element[]): void {
  const kept = new Set(children);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of children) {
    if (at === child) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

/** Whether a key is meant for a field the reader is writing in. */
export function isWriting(event: KeyboardEvent): boolean {
  const at = event.target;
  return at instanceof HTMLElement && (at.isContentEditable || /^(?:input|textarea|select)$/i.test(at.tagName));
}
