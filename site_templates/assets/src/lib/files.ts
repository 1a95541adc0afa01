import { ngettext } from "./words.ts";

/** Hand the reader a file. */
export function download(text: string, name: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

/** That so many papers were written to a file. */
export function writtenTo(file: string, papers: number): string {
  return ngettext("{count} paper written to {file}.", "{count} papers written to {file}.", papers, { file });
}
