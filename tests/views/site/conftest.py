import pytest

from kbgen.store.tree import load_tree
from kbgen.views.site.index import SiteIndex
from tests.small_kb import SMALL


@pytest.fixture(scope="session")
def small() -> SiteIndex:
    """The lookups of the small made-up knowledge base."""
    tree = load_tree(SMALL, cache=False)
    assert not tree.findings
    return SiteIndex(tree.kb)
