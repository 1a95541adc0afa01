"""Cards of shared links, drawn with the typeface of the site's bundle."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from kbgen.render.cards.card import HEIGHT, WIDTH, can_draw, draw_card
from kbgen.render.cards.lettering import ELLIPSIS, lettering
from kbgen.render.cards.words import Card

FONTS = Path(__file__).parents[3] / "site_templates" / "assets" / "node_modules" / "@fontsource-variable" / "roboto"


@pytest.fixture(scope="module")
def fonts() -> tuple[Path, ...]:
    names = ("latin", "latin-ext", "greek", "cyrillic", "math")
    found = tuple(FONTS / "files" / f"roboto-{name}-wght-normal.woff2" for name in names)
    if not found[0].is_file():
        pytest.fail("the typeface is not installed: run make site")
    return found


def card(title: str) -> Card:
    return Card(title, "survey", "Ada Müller et al. · TCML 2017", "Small knowledge base")


def picture(title: str, fonts: tuple[Path, ...]) -> Image.Image:
    return Image.open(io.BytesIO(draw_card(card(title), fonts))).convert("RGB")


def test_a_card_is_a_picture_of_the_size_that_is_asked_for(fonts: tuple[Path, ...]) -> None:
    made = draw_card(card("Seeing and Hearing Together"), fonts)
    image = Image.open(io.BytesIO(made))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT)) == ("PNG", (1200, 630))
    assert len(made) < 60_000
    assert made == draw_card(card("Seeing and Hearing Together"), fonts)
    assert card("Seeing").alt == "Seeing. Ada Müller et al. · TCML 2017. Small knowledge base"


@pytest.mark.parametrize("title", ["W" * 300, "word " * 120, "Of Usual Length, with Šarić and AstroM³ and α", "A"])
def test_whatever_the_title_it_stays_between_the_margins(fonts: tuple[Path, ...], title: str) -> None:
    image = picture(title, fonts)
    for box in ((WIDTH - 79, 0, WIDTH, HEIGHT), (25, 0, 78, HEIGHT), (25, HEIGHT - 115, WIDTH, HEIGHT - 100)):
        part = image.crop(box)
        assert ImageChops.invert(part).getbbox() is None, box
    assert ImageChops.invert(image.crop((80, 140, WIDTH - 80, 230))).getbbox() is not None


def test_a_long_title_is_cut_with_an_ellipsis(fonts: tuple[Path, ...]) -> None:
    letters = lettering(fonts, 32, 400)
    assert letters.shortened("word " * 100, 600).endswith(ELLIPSIS)
    assert letters.width(letters.shortened("word " * 100, 600)) <= 600
    assert letters.shortened("short", 600) == "short"


def test_letters_that_the_typeface_lacks_are_known(fonts: tuple[Path, ...]) -> None:
    assert can_draw(card("Über Šarić, Ελλάδα, Москва, O(n²) “quoted” – dash"), fonts)
    for title in ("看图说话", "שלום", "مرحبا", "A 🎉"):
        assert not can_draw(card(title), fonts), title


@settings(max_examples=30, deadline=None)
@given(text=st.text("ab W-ćα", min_size=1, max_size=200))
def test_lines_keep_every_letter_and_none_is_too_wide(text: str) -> None:
    names = ("latin", "latin-ext", "greek")
    letters = lettering(tuple(FONTS / "files" / f"roboto-{name}-wght-normal.woff2" for name in names), 42, 600)
    lines = letters.lines(text, 500, 1000)
    assert lines is not None
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(letters.width(line) <= 500 for line in lines)
