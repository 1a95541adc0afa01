"""The tests on real sources are collected only where those lie beside the repository."""

from .samples import HAVE_SHARED

collect_ignore = [] if HAVE_SHARED else ["test_seeds.py", "test_seed_faults.py"]
