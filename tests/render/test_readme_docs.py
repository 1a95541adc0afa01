"""What docs/writing-lists.md says is true."""

import re
from pathlib import Path

from kbgen.model.lists import ReadmeList, Select
from kbgen.render.readme.render import render_lists
from kbgen.store.tree import load_tree
from tests.render.list_samples import knowledge_base

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "writing-lists.md").read_text(encoding="utf-8")


def test_the_example_is_a_list_that_can_be_written(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    assert example
    path = tmp_path / "data" / "lists" / "sound.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(example[1], encoding="utf-8")
    tree = load_tree(tmp_path, cache=False)
    assert tree.findings == ()
    files = render_lists(knowledge_base(), None, tree.kb.lists)
    assert [str(file.path) for file in files] == ["lists/sound.md"]


def test_every_key_of_select_and_of_a_list_is_in_the_manual() -> None:
    table = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", MANUAL, re.MULTILINE))))
    assert set(Select.model_fields) <= table
    assert [key for key in ReadmeList.model_fields if f"{key}:" not in MANUAL] == []


def test_every_template_is_in_the_manual() -> None:
    names = {path.parent.name for path in (ROOT / "site_templates" / "readme").glob("*/page.md.j2")}
    assert names == set(re.findall(r"^\| `([\w-]+)` \| (?:the README|the same|a title)", MANUAL, re.MULTILINE))
