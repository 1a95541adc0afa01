"""What addresses say by their form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.addresses import answers_https, host_of, page_of_pdf, without_tracking


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://a.example/x?utm_source=n&id=3&utm_medium=e", "https://a.example/x?id=3"),
        ("https://a.example/x?fbclid=abc", "https://a.example/x"),
        ("https://a.example/x?fbclid=abc#part", "https://a.example/x#part"),
        ("https://a.example/x?UTM_Source=n", "https://a.example/x"),
        ("https://www.youtube.com/watch?v=abc&si=xyz&feature=share&t=10", "https://www.youtube.com/watch?v=abc&t=10"),
        ("https://youtu.be/abc?si=xyz", "https://youtu.be/abc"),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.example%2Fx%3Fid%3D3&ved=1", "https://a.example/x?id=3"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=x", "https://a.example/"),
    ],
)
def test_what_tracks_is_taken_away(url: str, bare: str) -> None:
    assert without_tracking(url) == bare
    assert without_tracking(bare) == bare


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x?id=3&q=a%20b&&empty=&flag#frag",
        "https://a.example/x?si=3",
        "https://a.example/x?source=list&ref=main",
        "https://openreview.net/forum?id=6UdQLhqJyFD",
        "https://www.google.com/search?q=https://a.example",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://a.example/x?",
        "https://a.example/?q=utm_source",
    ],
)
def test_what_means_something_stays_as_it_is_written(url: str) -> None:
    assert without_tracking(url) == url


@given(st.lists(st.sampled_from(["a=1", "b", "utm_x=1", "c=%26", "gclid=z", "", "d=a=b"]), max_size=8))
def test_only_tracking_parameters_go_and_the_others_keep_their_order(pieces: list[str]) -> None:
    query = "&".join(pieces)
    kept = [piece for piece in pieces if not piece.startswith(("utm_", "gclid"))]
    bare = without_tracking(f"https://a.example/p?{query}")
    if kept == pieces:
        assert bare == f"https://a.example/p?{query}"
    else:
        assert bare == "https://a.example/p" + (f"?{'&'.join(kept)}" if "&".join(kept) else "")


CVF = "https://openaccess.thecvf.com"
NIPS = "https://papers.nips.cc"
HASH = "a1" * 16


@pytest.mark.parametrize(
    ("pdf", "page"),
    [
        (
            f"{CVF}/content_CVPR_2019/papers/A_B_paper.pdf",
            f"{CVF}/content_CVPR_2019/html/A_B_paper.html",
        ),
        (f"{CVF}/content/CVPR2021W/X/papers/A_paper.pdf", f"{CVF}/content/CVPR2021W/X/html/A_paper.html"),
        (f"{NIPS}/paper/8745-visual-concept.pdf", f"{NIPS}/paper/8745-visual-concept"),
        (
            f"{NIPS}/paper/2020/file/{HASH}-Paper.pdf",
            f"{NIPS}/paper/2020/hash/{HASH}-Abstract.html",
        ),
        (
            f"{NIPS}/paper_files/paper/2022/file/{HASH}-Paper-Conference.pdf",
            f"{NIPS}/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html",
        ),
        (
            "http://proceedings.mlr.press/v139/radford21a/radford21a.pdf",
            "https://proceedings.mlr.press/v139/radford21a.html",
        ),
        ("https://www.jmlr.org/papers/volume21/20-074/20-074.pdf", "https://www.jmlr.org/papers/v21/20-074.html"),
        ("https://www.ijcai.org/Proceedings/2018/0283.pdf", "https://www.ijcai.org/proceedings/2018/283"),
        ("https://www.roboticsproceedings.org/rss20/p121.pdf", "https://www.roboticsproceedings.org/rss20/p121.html"),
    ],
)
def test_a_pdf_has_a_page_where_its_publisher_names_both_alike(pdf: str, page: str) -> None:
    assert page_of_pdf(pdf) == page
    assert page_of_pdf(page) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/paper.pdf",
        "https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123560749.pdf",
        "https://proceedings.mlr.press/v139/radford21a/radford21a-supp.pdf",
        f"{CVF}/content_CVPR_2019/supplemental/A_B_CVPR_2019_supplemental.pdf",
        "https://www.ijcai.org/Proceedings/16/Papers/098.pdf",
        "https://[broken/x.pdf",
    ],
)
def test_what_is_named_otherwise_has_none(url: str) -> None:
    assert page_of_pdf(url) is None


def test_hosts() -> None:
    assert host_of("https://WWW.Example.org:80/x") == "example.org"
    assert host_of("https://[broken") == ""
    assert answers_https("en.wikipedia.org")
    assert not answers_https("wikipedia.org.evil.example")
