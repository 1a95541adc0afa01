/**
 * A value kept in the reader's browser, the same in every tab. Sites of one host share one storage, so its name holds
 * the path of the site's root. Where the browser keeps nothing (private windows, full or forbidden storage) the value
 * lasts as long as the page.
 */

export class Stored<Value> {
  readonly #key: string;
  readonly #read: (kept: unknown) => Value;
  #inMemory: string | null = null;

  /** `read` makes a value of whatever was kept, which may be damaged, of another version or `undefined`. */
  constructor(name: string, root: URL, read: (kept: unknown) => Value) {
    this.#key = `kbgen:${root.pathname}:${name}`;
    this.#read = read;
    addEventListener("storage", ({ key }) => {
      if (key === this.#key || key === null) this.#announce();
    });
  }

  get(): Value {
    return this.#read(parsed(this.#text()));
  }

  /** Keep a value; false where it lasts only as long as this page. */
  set(value: Value): boolean {
    const text = JSON.stringify(value);
    const kept = keep(this.#key, text);
    this.#inMemory = kept ? null : text;
    this.#announce();
    return kept;
  }

  /** Call when the value changes, here or in another tab. */
  onChange(call: () => void): void {
    document.addEventListener(this.#key, call);
  }

  #text(): string | null {
    if (this.#inMemory !== null) return this.#inMemory;
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  /** Scripts of one page are bundled apart; they hear of each other through the document. */
  #announce(): void {
    document.dispatchEvent(new Event(this.#key));
  }
}

function keep(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
