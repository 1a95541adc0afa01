/** Letters that Unicode does not decompose into a base letter and a mark. */
const UNDECOMPOSED: Record<string, string> = { ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe" };

const PLAIN = /^[\x20-\x7e]*$/;

/** Text as readers compare it: lower case, without accents. */
export function fold(text: string): string {
  // Most text is plain, and then case is all there is to fold.
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .replace(/[øłđıßæœ]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "");
}

/** The words of a text, folded, in order. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of a text as one string with a space on both sides, so that whole words are found by `includes`. */
export function haystack(text: string): string {
  return ` ${words(text).join(" ")} `;
}

/**
 * The parts a compound name is read as: "AudioCLIP" is "audio" and "clip", "data2vec" is "data" and "vec".
 * A name of one part has none.
 */
export function nameParts(name: string): string[] {
  const parts = name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/(\p{L})(\p{N})/gu, "$1 $2")
    .replace(/(\p{N})(\p{L})/gu, "$1 $2");
  const found = words(parts).filter((part) => part.length > 1);
  return found.length > 1 ? found : [];
}
