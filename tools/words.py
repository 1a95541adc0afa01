"""The catalogues of ``site_templates/locale``: every text of the interface, and what it is in other languages.

    python -m tools.words            # write kbgen.pot, and bring each language's catalogue up to date with it
    python -m tools.words --check    # say what is out of date or not translated, and write nothing

Texts are found by Babel: in Python, in Jinja templates and in the front end's TypeScript, wherever they stand in a call
of one of the names in ``KEYWORDS``.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from kbgen.render.words import faults, is_translated

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "site_templates" / "locale"
TEMPLATE = LOCALE / "kbgen.pot"

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "marked": None, "ngettext": (1, 2), "_counted": (1, 2)}
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
_SOURCES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("kbgen", "**/*.py", "python", {}),
    ("site_templates/site", "**/*.html", "jinja2", _JINJA),
    ("site_templates/site", "**/*.j2", "jinja2", _JINJA),
    ("site_templates/theme", "**/*.html", "jinja2", _JINJA),
    ("site_templates/digest", "*.j2", "jinja2", _JINJA),
    ("site_templates/assets/src", "**/*.ts", "javascript", {}),
)
_HEADER = """\
# {language} of the pages that kbgen makes.
# The English text is the key. Values stand in braces and tags in angle brackets: both stay as they are.
# To add a language, see docs/languages.md. `make words` brings this file up to date with the code.
#"""

_UNWANTED = tuple(
    f'"{name}'.encode()
    for name in ("Project-Id", "Report-Msgid", "POT-Creation", "PO-Revision", "Last-Tr", "Language-Team", "Generated")
)


def template() -> Catalog:
    """Every text of the interface, in alphabetical order, with the files that it stands in."""
    catalogue = Catalog(project="kbgen", charset="utf-8", header_comment=_HEADER.format(language="The words"))
    for file, method, options in _files():
        place = file.relative_to(ROOT).as_posix()
        for _line, text, comments, _context in extract_from_file(
            method, file, keywords=KEYWORDS, comment_tags=("Words:",), options=options, strip_comment_tags=True
        ):
            # Lines are left out: they change with every edit around a text.
            catalogue.add(text, locations=[(place, 0)], auto_comments=comments)
    return catalogue


def _files() -> Iterator[tuple[Path, str, dict[str, str]]]:
    for folder, pattern, method, options in _SOURCES:
        for file in sorted((ROOT / folder).glob(pattern)):
            yield file, method, options


def translations() -> list[Path]:
    """The catalogues of languages."""
    return sorted(LOCALE.glob("*.po"))


def updated(path: Path, current: Catalog) -> bytes:
    """A language's catalogue with the texts of now: new ones untranslated, old ones gone."""
    catalogue = read_po(BytesIO(path.read_bytes()), locale=path.stem)
    name = catalogue.locale.english_name if catalogue.locale else path.stem
    catalogue.update(current, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = _HEADER.format(language=name)
    return written(catalogue)


def written(catalogue: Catalog) -> bytes:
    """A catalogue as a file; the same texts give the same bytes."""
    catalogue.fuzzy = False
    file = BytesIO()
    write_po(file, catalogue, width=110, sort_output=True, include_lineno=False)
    # Days, versions and people are what Git knows.
    return b"".join(line for line in file.getvalue().splitlines(keepends=True) if not line.startswith(_UNWANTED))


def untranslated(path: Path) -> list[str]:
    """What keeps a language's catalogue from being complete."""
    catalogue = read_po(BytesIO(path.read_bytes()), locale=path.stem)
    wrong = []
    for message in catalogue:
        if not message.id:
            continue
        name = message.id if isinstance(message.id, str) else message.id[0]
        if not is_translated(message):
            wrong.append(f'{path.name}: "{name}" is not translated')
        if message.fuzzy:
            wrong.append(f'{path.name}: "{name}" is fuzzy')
    return wrong + [f"{path.name}: {fault}" for _message, fault in faults(catalogue)]


def main() -> None:
    """Write the catalogues, or check them."""
    current = template()
    wanted = {TEMPLATE: written(current)} | {path: updated(path, current) for path in translations()}
    stale = [path for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]
    if "--check" not in sys.argv[1:]:
        for path in stale:
            path.write_bytes(wanted[path])
            print(f"{path.relative_to(ROOT)} written")
        stale = []
    problems = [f"{path.name} is out of date; run make words" for path in stale]
    problems += [problem for path in translations() for problem in untranslated(path)]
    for problem in problems:
        print(problem)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
