"""The table of formats, and formats that other packages add."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from typing import ClassVar

import pytest

from kbgen.model.finding import KbgenError
from kbgen.render.export import formats
from kbgen.render.export.exported import Exported
from tests.render.export.samples import exported


class Titles:
    """A format of somebody else's."""

    IS_TEXT: ClassVar[bool] = True

    @staticmethod
    def chunks(what: Exported) -> Iterator[bytes]:
        for paper in what.papers:
            yield f"{paper.title}\n".encode()


def test_another_package_may_add_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("titles", f"{__name__}:Titles", formats.ENTRY_POINT_GROUP)
    monkeypatch.setattr(formats, "entry_points", lambda group: [entry] if group == entry.group else [])
    module, is_text = formats.exporter("titles")
    assert is_text
    assert b"".join(module.chunks(exported())).count(b"\n") == len(exported().papers)
    with pytest.raises(KbgenError, match='did you mean "titles"'):
        formats.exporter("title")


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_has_its_module(name: str) -> None:
    module, is_text = formats.exporter(name)
    assert is_text == (name != "sqlite")
    assert b"".join(module.chunks(exported()))
