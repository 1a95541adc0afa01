/** The box that cites a paper: its formats are radio buttons; a script adds downloads and remembers the format. */

const REMEMBERED = "kb-cite-format";

export function citeBox(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-kb-download]")) {
    const source = document.getElementById(button.dataset.kbDownload ?? "");
    if (!source) continue;
    button.hidden = false;
    button.addEventListener("click", () => save(`${source.textContent ?? ""}\n`, button.dataset));
  }
  const formats = document.querySelectorAll<HTMLInputElement>("input[name=kb-cite]");
  for (const format of formats) {
    format.checked = format.value === (remembered() ?? formats[0]?.value);
    format.addEventListener("change", () => remember(format.value));
  }
  if (![...formats].some(({ checked }) => checked) && formats[0]) formats[0].checked = true;
}

/** Hand a text to the browser as a file. */
function save(text: string, { file, type }: DOMStringMap): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type ?? "text/plain"};charset=utf-8` }));
  link.download = file ?? "reference.txt";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What the reader chose last, where the browser keeps it. */
function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(format: string): void {
  try {
    localStorage.setItem(REMEMBERED, format);
  } catch {
    // A browser that keeps nothing shows the first format again next time.
  }
}
