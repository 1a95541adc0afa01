"""Data for the front end, as classic scripts: a page on a file system may load those, but may not fetch JSON."""

import json


def data_script(name: str, value: object) -> bytes:
    """A script that leaves ``value`` under a global ``name``, on a page as well as in a worker."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # JSON is JavaScript but for what ends a <script> element and for two characters that end a line in older engines.
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"self.{name}={text};\n".encode("utf-8", "replace")
