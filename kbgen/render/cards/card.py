"""A card of 1200 by 630 pixels, the size that those who show shared links ask for (https://ogp.me).

Two colours and what lies between them: a card is drawn in greys, which then become the colours of the site. That takes
a third of the time and a third of the bytes of a picture in full colour.
"""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from kbgen.render.cards.lettering import Lettering, lettering
from kbgen.render.cards.words import Card

WIDTH, HEIGHT = 1200, 630
_MARGIN = 80
_INK, _ACCENT, _PAPER = 0, 96, 255
_COLOURS = {_INK: (0x12, 0x28, 0x2A), _ACCENT: (0x0B, 0x6B, 0x66), _PAPER: (0xFF, 0xFF, 0xFF)}
_TITLE_SIZES = (72, 60, 50, 42)
_TITLE_HEIGHT = 270
_SMALL = 32


def can_draw(card: Card, fonts: tuple[Path, ...]) -> bool:
    """Whether the typeface has every letter; a card with empty boxes for letters is worse than none."""
    return lettering(fonts, _SMALL, 400).has(f"{card.title}{card.label}{card.byline}{card.site}")


def draw_card(card: Card, fonts: tuple[Path, ...]) -> bytes:
    """The card as PNG; the same card gives the same bytes with the same version of Pillow."""
    image = Image.new("L", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, HEIGHT), fill=_ACCENT)
    small, bold = lettering(fonts, _SMALL, 400), lettering(fonts, _SMALL, 600)
    space = WIDTH - 2 * _MARGIN
    _write(draw, card.label.upper(), bold, _MARGIN, _ACCENT)
    letters, lines = _title(card.title, fonts, space)
    top = _MARGIN + 60
    for line in lines:
        _write(draw, line, letters, top, _INK)
        top += round(letters.size * 1.2)
    room = (HEIGHT - 150 - top) // round(_SMALL * 1.3)
    for line in small.lines(card.byline, space, room) or [small.shortened(card.byline, space)]:
        _write(draw, line, small, top + 24, _ACCENT)
        top += round(_SMALL * 1.3)
    draw.line((_MARGIN, HEIGHT - 120, WIDTH - _MARGIN, HEIGHT - 120), fill=200, width=2)
    _write(draw, bold.shortened(card.site, space), bold, HEIGHT - 95, _INK)
    coloured = Image.frombytes("P", image.size, image.tobytes())
    coloured.putpalette([part for grey in range(256) for part in _colour(grey)])
    out = io.BytesIO()
    coloured.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _title(title: str, fonts: tuple[Path, ...], space: int) -> tuple[Lettering, list[str]]:
    """The title as large as it can be, and at the smallest size cut where it is too long even so."""
    for size in _TITLE_SIZES:
        letters = lettering(fonts, size, 600)
        at_most = _TITLE_HEIGHT // round(size * 1.2)
        if lines := letters.lines(title, space, at_most):
            return letters, lines
    lines = letters.lines(title, space, len(title)) or [title]
    return letters, [*lines[: at_most - 1], letters.shortened(" ".join(lines[at_most - 1 :]), space)]


def _write(draw: ImageDraw.ImageDraw, text: str, letters: Lettering, top: int, fill: int) -> None:
    x = float(_MARGIN)
    for font, piece in letters.runs(text):
        # All pieces stand on one line, whatever file they come from.
        draw.text((x, top + letters.size), piece, fill=fill, font=font, anchor="ls")
        x += font.getlength(piece)


def _colour(grey: int) -> tuple[int, int, int]:
    """The colour that a grey stands for, between those that are set."""
    low, high = (_INK, _ACCENT) if grey <= _ACCENT else (_ACCENT, _PAPER)
    share = (grey - low) / (high - low)
    red, green, blue = (
        round(start + (end - start) * share) for start, end in zip(_COLOURS[low], _COLOURS[high], strict=True)
    )
    return red, green, blue
