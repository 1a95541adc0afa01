"""Text set in the site's own typeface, whose letters lie in several files, a script each."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

from kbgen.model.finding import KbgenError

_NO_LETTER = "\uffff"
ELLIPSIS = "…"


class Lettering:
    """A typeface of one size and weight (100–900). ``files`` hold its letters, the first that has one is taken."""

    def __init__(self, files: Sequence[Path], size: int, weight: int) -> None:
        self.size = size
        self._fonts = [_font(path, size, weight) for path in files]
        self._missing = [_drawn(font, _NO_LETTER) for font in self._fonts]
        self._font_of: dict[str, ImageFont.FreeTypeFont | None] = {}

    def has(self, text: str) -> bool:
        """Whether every letter of a text can be set."""
        return all(letter.isspace() or self._find(letter) for letter in set(text))

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """A text in pieces of one file each."""
        first = self._fonts[0]
        for font, letters in groupby(text, lambda letter: self._find(letter) or first):
            yield font, "".join(letters)

    def width(self, text: str) -> float:
        """How wide a text is set, in pixels."""
        return sum(font.getlength(piece) for font, piece in self.runs(text))

    def lines(self, text: str, width: int, at_most: int) -> list[str] | None:
        """A text broken into lines; ``None`` where it needs more of them."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer) <= width:
                lines[-1] = longer
                continue
            if lines[-1]:
                lines.append("")
            for piece in self._pieces(word, width):
                lines[-1] = piece
                lines.append("")
            lines.pop()
        return lines if len(lines) <= at_most else None

    def shortened(self, text: str, width: int) -> str:
        """A text on one line, with an ellipsis where it had to be cut."""
        if self.width(text) <= width:
            return text
        while text and self.width(text + ELLIPSIS) > width:
            text = text[:-1].rstrip()
        return text + ELLIPSIS

    def _pieces(self, word: str, width: int) -> Iterator[str]:
        """A word that may be longer than a line, in pieces that are not."""
        piece = ""
        for letter in word:
            if piece and self.width(piece + letter) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece

    def _find(self, letter: str) -> ImageFont.FreeTypeFont | None:
        if letter not in self._font_of:
            self._font_of[letter] = next(
                (
                    font
                    for font, missing in zip(self._fonts, self._missing, strict=True)
                    if letter.isspace() or _drawn(font, letter) != missing
                ),
                None,
            )
        return self._font_of[letter]


def _font(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    # The simple layout is the same everywhere; the other depends on a library of the system.
    try:
        font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([weight])
    except OSError as error:
        raise KbgenError(
            f"the typeface {path.name} cannot be read by Pillow: {error}", "install Pillow from PyPI, which reads WOFF2"
        ) from error
    return font


def _drawn(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    return bytes(font.getmask(letter))


@lru_cache(maxsize=16)
def lettering(files: tuple[Path, ...], size: int, weight: int) -> Lettering:
    """The lettering of a size and a weight, which is set up once."""
    return Lettering(files, size, weight)
