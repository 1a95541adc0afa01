"""Links are read by label, host and address; whatever is wrong with one is said, in the source's own words."""

import pytest

from kbgen.ingest.draft import DraftLink
from kbgen.ingest.links import is_title, label_role, read_link


@pytest.mark.parametrize(
    ("label", "href", "role", "identifier"),
    [
        ("[paper]", "http://arxiv.org/abs/1705.08168v2", "paper", "arxiv:1705.08168"),
        ("[paper]", "https://arxiv.org/abs/2011.05005?context=cs.LG", "paper", "arxiv:2011.05005"),
        ("[paper]", "http://dx.doi.org/10.1109/LGRS.2022.3195259", "paper", "doi:10.1109/lgrs.2022.3195259"),
        ("[pdf]", "https://openreview.net/pdf?id=6UdQLhqJyFD", "paper", "openreview:6UdQLhqJyFD"),
        ("[paper]", "https://aclweb.org/anthology/P18-2074", "paper", "acl:p18-2074"),
        ("[code2]", "https://github.com/a/b.git", "code", None),
        ("[blog]", "https://example.org/post", "blog", None),
        ("Project Page", "https://example.org/", "project", None),
    ],
)
def test_good_links(label: str, href: str, role: str, identifier: str | None) -> None:
    found = read_link(DraftLink(label, href, 1))
    assert (found.role, found.code) == (role, "")
    assert (found.identifier.key if found.identifier else None) == identifier


@pytest.mark.parametrize(
    ("label", "href", "code", "kept"),
    [
        ("[paper]", "", "IM102", False),
        ("[paper]", "http//dl.acm.org/citation.cfm?id=1", "IM101", False),
        ("[paper]", "javascript:alert(1)", "IM101", False),
        ("[paper]", "https://arxiv.org/abs/6.5538", "IM106", False),
        ("[arxiv]", "https://arxiv.org/pdf/1.pdf%20http://arxiv.org/abs/1.pdf", "IM105", False),
        ("[code]", "//github.com/a/b", "IM103", True),
        ("[arxiv]", "https://example.org/paper.pdf", "IM106", True),
        ("[whatever]", "https://example.org/", "IM107", True),
        ("[code]", "https://example.org/project", "IM109", True),
    ],
)
def test_bad_links_are_reported_and_kept_only_where_they_can_be(label: str, href: str, code: str, kept: bool) -> None:
    found = read_link(DraftLink(label, href, 1))
    assert found.code == code
    assert bool(found.url) is kept
    assert not href or href in found.fault


def test_labels_and_titles_are_told_apart() -> None:
    assert label_role("[Code]") == "code"
    assert label_role("Learning to Code by Reading") is None
    assert is_title("Data Pruning at Scale and Its Limits")
    assert not is_title("[TII]")
    assert is_title("Video Diffusion Models")
    assert is_title("0 0: Demo")
    assert not is_title("Project Page")
    assert label_role("[code of the authors]") is None
    assert label_role("[code (PyTorch)]") == "code"


@pytest.mark.parametrize("run", ["%20", ",", "https://", "%20https:/"])
def test_a_very_long_address_takes_no_longer_than_it_is(run: str) -> None:
    """With a search that starts anew at every character, this would not end within hours."""
    found = read_link(DraftLink("[paper]", "https://example.org/" + run * 300_000, 1))
    assert found.role == "paper"
