import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.contribute.add_what import WhatError, lines_of, read_what


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2304.01008", "arxiv:2304.01008"),
        ("2304.01008v2", "arxiv:2304.01008"),
        ("arXiv:2304.01008v1", "arxiv:2304.01008"),
        ("arxiv: 2304.01008", "arxiv:2304.01008"),
        ("hep-th/9901001", "arxiv:hep-th/9901001"),
        ("https://arxiv.org/abs/2304.01008", "arxiv:2304.01008"),
        ("http://www.arxiv.org/abs/2304.01008v3", "arxiv:2304.01008"),
        ("arxiv.org/pdf/2304.01008", "arxiv:2304.01008"),
        ("https://arxiv.org/pdf/2304.01008v2.pdf", "arxiv:2304.01008"),
        ("https://arxiv.org/pdf/2304.01008v2.pdf#page=3", "arxiv:2304.01008"),
        ("https://arxiv.org/abs/2304.01008?context=cs.CV", "arxiv:2304.01008"),
        ("https://arxiv.org/html/2304.01008v1", "arxiv:2304.01008"),
        ("https://export.arxiv.org/abs/hep-th/9901001v1", "arxiv:hep-th/9901001"),
        ("https://www.alphaxiv.org/abs/2304.01008v1", "arxiv:2304.01008"),
        ("https://alphaxiv.org/overview/2304.01008", "arxiv:2304.01008"),
        ("https://ar5iv.labs.arxiv.org/html/2304.01008", "arxiv:2304.01008"),
        ("https://huggingface.co/papers/2304.01008", "arxiv:2304.01008"),
        ("huggingface.co/papers/2304.01008#community", "arxiv:2304.01008"),
        ("10.48550/arXiv.2304.01008", "arxiv:2304.01008"),
        ("https://doi.org/10.48550/arXiv.2304.01008", "arxiv:2304.01008"),
        ("<https://arxiv.org/abs/2304.01008>", "arxiv:2304.01008"),
        ("[A title](https://arxiv.org/abs/2304.01008)", "arxiv:2304.01008"),
        ("10.1109/ICCV.2017.73", "doi:10.1109/iccv.2017.73"),
        ("doi:10.1109/ICCV.2017.73", "doi:10.1109/iccv.2017.73"),
        ("https://doi.org/10.1109/ICCV.2017.73", "doi:10.1109/iccv.2017.73"),
        ("https://dx.doi.org/10.1109%2FICCV.2017.73", "doi:10.1109/iccv.2017.73"),
        ("https://dl.acm.org/doi/abs/10.1145/3065386", "doi:10.1145/3065386"),
        ("https://link.springer.com/chapter/10.1007/978-3-319-10602-1_48", "doi:10.1007/978-3-319-10602-1_48"),
        ("https://onlinelibrary.wiley.com/doi/full/10.1002/abc.123", "doi:10.1002/abc.123"),
        ("https://www.science.org/doi/10.1126/science.abc1234", "doi:10.1126/science.abc1234"),
        ("https://publisher.example/articles/10.3389/fnins.2020.00001/full", "doi:10.3389/fnins.2020.00001"),
        ("https://www.biorxiv.org/content/10.1101/2022.07.10.499510v1", "doi:10.1101/2022.07.10.499510"),
        ("https://www.biorxiv.org/content/10.1101/2022.07.10.499510v2.full.pdf", "doi:10.1101/2022.07.10.499510"),
        ("https://aclanthology.org/P18-2074/", "acl:p18-2074"),
        ("https://aclanthology.org/2020.emnlp-main.643.pdf", "acl:2020.emnlp-main.643"),
        ("https://www.aclweb.org/anthology/P18-2074", "acl:p18-2074"),
        ("P18-2074", "acl:p18-2074"),
        ("acl:2020.emnlp-main.643", "acl:2020.emnlp-main.643"),
        ("https://openreview.net/forum?id=6UdQLhqJyFD", "openreview:6UdQLhqJyFD"),
        ("https://openreview.net/pdf?id=6UdQLhqJyFD&noteId=x", "openreview:6UdQLhqJyFD"),
        ("openreview:6UdQLhqJyFD", "openreview:6UdQLhqJyFD"),
    ],
)
def test_every_form_of_an_identifier_is_read(text: str, key: str) -> None:
    what = read_what(f"  {text} ")
    assert what.identifier is not None
    assert what.identifier.key == key
    assert (what.repository, what.title) == (None, "")


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/Owner/name",
        "github.com/owner/name/tree/main/src",
        "git@github.com:owner/name.git",
        "https://github.com/owner/name?tab=readme-ov-file#use",
        "owner/name",
        "github:owner/name",
    ],
)
def test_every_form_of_a_repository_is_read(text: str) -> None:
    what = read_what(text)
    assert what.repository is not None
    assert what.repository.key == "owner/name"
    assert what.repository.path == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Look, Listen  and\nLearn", "Look, Listen and Learn"),
        ('"Attention"', "Attention"),
        ("“Rooms”", "Rooms"),
        ("看图说话", "看图说话"),
        ("Is 10.5 enough?", "Is 10.5 enough?"),
        ("arXiv: a History", "arXiv: a History"),
    ],
)
def test_everything_else_with_words_is_a_title(text: str, title: str) -> None:
    assert read_what(text).title == title


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "an empty text names no paper"),
        ("  \n", "an empty text names no paper"),
        ("?!", "names no paper"),
        ("@article{x, title={A Title}}", "that is BibTeX; hand it over on standard input"),
        ("https://example.org/paper.html", "states no identifier of a paper"),
        ("https://arxiv.org/list/cs.CV/recent", "states no identifier of a paper"),
        ("//example.org/x", "states no identifier of a paper"),
        ("https://[", "states no identifier of a paper"),
        ("file:///etc/passwd", "states no identifier of a paper"),
        ("2313.00001", "no arXiv identifier"),
        ("arXiv:1301.00001v2", "no arXiv identifier"),
        ("a" * 2_001, "neither an address nor a title"),
        ("a title\x1b[31m with colour", "control characters"),
    ],
)
def test_what_names_no_paper_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(WhatError, match=words) as caught:
        read_what(text)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


@given(st.text(max_size=200))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        what = read_what(text)
    except WhatError:
        return
    assert sum((what.identifier is not None, what.repository is not None, what.title != "")) == 1


def test_a_file_holds_one_what_a_line() -> None:
    assert list(lines_of("# mine\n2304.01008\r\n\n  A Title # not a comment \n")) == [
        "2304.01008",
        "A Title # not a comment",
    ]
