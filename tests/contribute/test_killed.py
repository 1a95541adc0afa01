"""A command that is killed leaves a knowledge base in which everything still names everything else."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from kbgen.checks.run import check
from kbgen.contribute.rename import rename_record
from kbgen.store.files import PART
from kbgen.store.lock import writing
from kbgen.store.tree import load_tree
from tests.contribute.samples import write_knowledge_base

UNUSED_VENUE = "KB423"


def rename_to_and_fro(root: Path) -> None:
    """Rename a record that six files name, until killed."""
    papers = load_tree(root).kb.papers
    old, new = ("clip", "learned") if "clip" in papers else ("learned", "clip")
    while True:
        rename_record(root, old, new)
        old, new = new, old


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no other way to begin in no time")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_rename_killed_at_any_moment_is_done_or_not_begun(tmp_path: Path) -> None:
    root = write_knowledge_base(tmp_path)
    chance = random.Random(os.urandom(8))
    for _ in range(8):
        child = os.fork()
        if child == 0:
            try:
                rename_to_and_fro(root)
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0.05, 0.3))
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        tree = load_tree(root)
        assert {"clip", "learned"} & set(tree.kb.papers) in ({"clip"}, {"learned"})
        assert {finding.code for finding in check(tree).findings} == {UNUSED_VENUE}
    with writing(root):
        left = {path.relative_to(root).parts[:2] for path in root.rglob(f"*{PART}")}
        assert left <= {(".kbgen", "cache")}  # which is made again, and which readers write too, so that it stays
