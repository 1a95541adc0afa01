"""A file is read in the encoding it was saved in, and what had to be assumed is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.ingest.decoding import decode

TEXT = "@article{a,\n  title = {Über die Größe der Räume},\n  author = {Müller, Jörg}\n}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_needs_no_words(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.assumed, decoded.undecodable) == (TEXT, "", ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"])
def test_other_encodings_are_found_and_named(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.assumed


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "@article{a, title = {Привет, это статья о комнатах}, author = {Иванов}}"),
        ("shift_jis", "@article{a, title = {日本語の論文の題名について}, author = {山田太郎}}"),
        ("cp1250", "@book{a, title = {Příliš žluťoučký kůň úpěl ďábelské ódy}, author = {Šťastný, Petr}}"),
    ],
)
def test_other_scripts_are_guessed(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_what_the_file_says_of_itself_counts() -> None:
    decoded = decode("% Encoding: iso8859_2\n@book{a, title = {Łódź}}".encode("iso8859_2"))
    assert "Łódź" in decoded.text
    assert decode(b"% Encoding: no-such-code\n@book{a, title = {caf\xe9}}").text.endswith("{café}}")


def test_a_stray_byte_in_utf_8_is_found_by_its_line() -> None:
    decoded = decode("é è à ü\nöäü\n".encode() + b"caf\xe9\n")
    assert (decoded.assumed, decoded.undecodable) == ("utf-8", (3,))


def test_line_ends_and_control_characters() -> None:
    decoded = decode(b"a\r\nb\rc\x0bd")
    assert (decoded.text, decoded.controls) == ("a\nb\nc d", 1)


@given(st.binary(max_size=80))
def test_any_bytes_give_a_text(content: bytes) -> None:
    decode(content).text.encode("utf-8")
