"""The small knowledge base that tests read and copy: made up, with something of everything that records hold."""

import shutil
from pathlib import Path

SMALL = Path(__file__).resolve().parent / "fixtures" / "small_kb"


def copy_of(root: Path, target: Path) -> Path:
    """A copy of a knowledge base that a test may change, without what was built in it; gives ``target``."""
    shutil.copytree(root, target, ignore=shutil.ignore_patterns(".kbgen", "site"))
    return target
