"""The tests on real sources are collected only where those lie beside the repository."""

from .samples import HAVE_SHARED, SHARED

collect_ignore = [] if HAVE_SHARED else ["test_seeds.py", "test_seed_faults.py"]
if not (SHARED / "corpus" / "bib" / "INDEX.json").is_file():
    collect_ignore.append("test_bib_corpus.py")
