"""Data for the front end, as classic scripts: a page on a file system may load those, but may not fetch JSON."""

import msgspec

WORDS = "assets/kbgen/words.js"
"""What the front end says in another language than English; a site in English has no such file."""


def script_value(value: object) -> bytes:
    """A value as JavaScript writes it, on a page as well as in a file."""
    text = msgspec.json.encode(value)
    # JSON is JavaScript but for what ends a <script> element and for two characters that end a line in older engines.
    for character in "<\u2028\u2029":
        text = text.replace(character.encode(), b"\\u%04x" % ord(character))
    return text


def data_script(name: str, value: bytes) -> bytes:
    """A script that leaves a value, as :func:`script_value` writes it, under a global ``name``; workers see it too."""
    return b"self.%b=%b;\n" % (name.encode(), value)
