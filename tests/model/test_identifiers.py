"""Identifiers are read from every form in which people write them, and from nothing else."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.identifiers import (
    GitHubRepository,
    Identifier,
    acl_year,
    identify,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_github,
    parse_openreview,
)

months = st.integers(1, 12).map("{:02d}".format)
new_style = st.one_of(
    st.builds("{:02d}{}.{:05d}".format, st.integers(15, 40), months, st.integers(1, 99999)),
    st.builds("{:02d}{}.{:04d}".format, st.integers(8, 14), months, st.integers(1, 9999)),
)
old_style = st.builds(
    "{}/{}{}{:03d}".format,
    st.sampled_from(["hep-th", "math", "cs", "astro-ph", "quant-ph", "cmp-lg"]),
    st.sampled_from(["91", "99", "00", "06"]),
    months,
    st.integers(1, 999),
)
arxiv_ids = new_style | old_style
versions = st.none() | st.integers(1, 40)
ARXIV_FORMS = [
    "{}",
    " {} ",
    "arXiv:{}",
    "ARXIV: {}",
    "https://arxiv.org/abs/{}",
    "http://www.arxiv.org/abs/{}",
    "arxiv.org/abs/{}",
    "//arxiv.org/abs/{}",
    "https://arxiv.org/pdf/{}",
    "https://arxiv.org/pdf/{}.pdf",
    "https://export.arxiv.org/abs/{}",
    "https://arxiv.org/abs/{}?context=cs.CV",
    "https://arxiv.org/abs/{}#comments",
    "https://arxiv.org/html/{}",
    "https://arxiv.org/abs/{}/",
    "https://ar5iv.labs.arxiv.org/html/{}",
    "https://ar5iv.org/abs/{}",
    "https://www.alphaxiv.org/abs/{}",
    "https://doi.org/10.48550/arXiv.{}",
    "10.48550/arxiv.{}",
    "doi:10.48550/ARXIV.{}",
]


@given(arxiv_ids, versions, st.sampled_from(ARXIV_FORMS))
def test_an_arxiv_identifier_is_read_from_every_form(bare: str, version: int | None, form: str) -> None:
    parsed = parse_arxiv(form.format(bare + (f"v{version}" if version else "")))
    assert parsed is not None
    assert (parsed.id, parsed.version) == (bare, version)


@given(arxiv_ids)
def test_an_arxiv_identifier_survives_its_own_addresses(bare: str) -> None:
    parsed = parse_arxiv(bare)
    assert parsed is not None
    assert parse_arxiv(parsed.url) == parsed
    assert parse_arxiv(parsed.id) == parsed
    assert identify(parsed.url) == Identifier("arxiv", bare)


@pytest.mark.parametrize(
    ("text", "submitted"),
    [
        ("1705.08168", (2017, 5)),
        ("0704.0001", (2007, 4)),
        ("hep-th/9108001", (1991, 8)),
        ("math/0612999", (2006, 12)),
        ("2512.00001", (2025, 12)),
    ],
)
def test_an_arxiv_identifier_states_its_month(text: str, submitted: tuple[int, int]) -> None:
    parsed = parse_arxiv(text)
    assert parsed is not None
    assert parsed.submitted == submitted
    assert parsed.year == submitted[0]


@pytest.mark.parametrize(
    ("text", "bare"),
    [("math.GT/0309136", "math/0309136"), ("HEP-TH/9901001v3", "hep-th/9901001"), ("cs.CV/0502001", "cs/0502001")],
)
def test_subject_classes_are_no_part_of_an_old_identifier(text: str, bare: str) -> None:
    parsed = parse_arxiv(text)
    assert parsed is not None
    assert parsed.id == bare


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6.5538",
        "abs/6.5538",
        "1705.0816",
        "1405.08168",
        "1713.08168",
        "1700.08168",
        "0604.0001",
        "1705.08168v0",
        "1705.08168 and more",
        "nonsense/9901001",
        "https://example.org/abs/1705.08168",
        "https://arxiv.org/list/cs.CV/recent",
        "https://arxiv.org/abs/",
        "https://notarxiv.org/abs/1705.08168",
        "10.1109/1705.08168",
    ],
)
def test_what_is_no_arxiv_identifier(text: str) -> None:
    assert parse_arxiv(text) is None


doi_suffixes = st.text(string.ascii_letters + string.digits + "-._()/:<>;", min_size=1, max_size=30).filter(
    lambda text: text[-1] not in ".,;/:" and "//" not in text
)
dois = st.builds("10.{}/{}".format, st.integers(1000, 999999999), doi_suffixes)


@given(dois, st.sampled_from(["{}", "doi:{}", "DOI: {}", "https://doi.org/{}", "http://dx.doi.org/{}", "{}.", "{},"]))
def test_a_doi_is_read_from_every_form(doi: str, form: str) -> None:
    assert parse_doi(form.format(doi)) == doi


@given(dois)
def test_a_doi_survives_its_own_address(doi: str) -> None:
    assert parse_doi(Identifier("doi", doi).url) == doi


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://dl.acm.org/doi/10.1145/3394171.3413869", "10.1145/3394171.3413869"),
        ("https://dl.acm.org/doi/abs/10.1145/3394171.3413869", "10.1145/3394171.3413869"),
        ("https://dl.acm.org/doi/pdf/10.1145/3394171.3413869", "10.1145/3394171.3413869"),
        ("https://doi.org/10.1002/%28SICI%291097", "10.1002/(SICI)1097"),
        ("10.1109/ICCV.2017.73", "10.1109/ICCV.2017.73"),
    ],
)
def test_dois_as_publishers_write_them(text: str, doi: str) -> None:
    assert parse_doi(text) == doi


@pytest.mark.parametrize(
    "text", ["", "10.1/x", "11.1109/x", "10.1109", "10.1109/", "https://example.org/10.1109/x", "10.1109/a b"]
)
def test_what_is_no_doi(text: str) -> None:
    assert parse_doi(text) is None


def test_dois_compare_without_regard_to_case() -> None:
    assert Identifier("doi", "10.1109/ICCV.2017.73").key == Identifier("doi", "10.1109/iccv.2017.73").key
    assert Identifier("openreview", "AbCdEf1").key != Identifier("openreview", "abcdef1").key


old_acl = st.builds("{}{:02d}-{:04d}".format, st.sampled_from("PNDEWJQC"), st.integers(0, 99), st.integers(1, 9999))
new_acl = st.builds(
    "{}.{}-{}.{}".format,
    st.integers(2019, 2030),
    st.sampled_from(["acl", "emnlp", "findings", "naacl"]),
    st.sampled_from(["main", "long", "emnlp", "1"]),
    st.integers(1, 999),
)


@given(
    old_acl | new_acl,
    st.sampled_from(
        [
            "{}",
            "https://aclanthology.org/{}/",
            "https://aclanthology.org/{}",
            "https://aclanthology.org/{}.pdf",
            "https://www.aclweb.org/anthology/{}",
            "https://www.aclweb.org/anthology/{}.pdf",
            "https://doi.org/10.18653/v1/{}",
            "10.18653/v1/{}",
        ]
    ),
)
def test_an_acl_identifier_is_read_from_every_form(acl: str, form: str) -> None:
    assert parse_acl(form.format(acl)) == acl
    assert parse_acl(form.format(acl.lower())) == acl


@pytest.mark.parametrize(
    "text", ["", "ACL", "P18-207", "2020.emnlp.643", "https://example.org/P18-2074", "10.1109/P18-2074"]
)
def test_what_is_no_acl_identifier(text: str) -> None:
    assert parse_acl(text) is None


@given(st.text(string.ascii_letters + string.digits + "_-", min_size=6, max_size=20))
def test_an_openreview_identifier_survives_its_own_address(value: str) -> None:
    assert parse_openreview(Identifier("openreview", value).url) == value
    assert parse_openreview(value) == value
    assert parse_openreview(f"https://openreview.net/pdf?id={value}") == value
    assert parse_openreview(f"openreview.net/forum?id={value}&noteId=abc") == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://openreview.net/",
        "https://openreview.net/forum?id=",
        "a b c d e f",
        "https://example.org/?id=abcdefg",
    ],
)
def test_what_is_no_openreview_identifier(text: str) -> None:
    assert parse_openreview(text) is None


owners = st.from_regex(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,10})", fullmatch=True)
names = st.from_regex(r"[A-Za-z0-9._-]{1,12}", fullmatch=True)


def usable(repository: tuple[str, str]) -> bool:
    owner, name = repository
    return parse_github(f"{owner}/{name}") == GitHubRepository(owner, name)


repositories = st.tuples(owners, names).filter(usable)


@given(
    repositories,
    st.sampled_from(
        [
            "https://github.com/{}",
            "http://github.com/{}",
            "https://www.github.com/{}",
            "github.com/{}",
            "//github.com/{}",
            "https://github.com/{}/",
            "https://github.com/{}.git",
            "https://github.com/{}?tab=readme-ov-file",
            "https://github.com/{}#readme",
            "git@github.com:{}.git",
            "ssh://git@github.com/{}.git",
            " https://github.com/{} ",
        ]
    ),
)
def test_a_repository_is_read_from_every_form(repository: tuple[str, str], form: str) -> None:
    owner, name = repository
    assert parse_github(form.format(f"{owner}/{name}")) == GitHubRepository(owner, name)


@given(repositories, st.sampled_from(["", "tree/main/sub", "blob/main/README.md"]))
def test_a_repository_survives_its_own_address(repository: tuple[str, str], path: str) -> None:
    found = GitHubRepository(*repository, path)
    assert parse_github(found.url) == found
    assert parse_github(found.url.upper().replace("HTTPS://GITHUB.COM", "https://github.com")) is not None


def test_repositories_compare_without_regard_to_case() -> None:
    first, second = parse_github("https://github.com/OpenAI/CLIP"), parse_github("openai/clip.git")
    assert first is not None
    assert second is not None
    assert first.key == second.key == "openai/clip"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "owner",
        "https://github.com/owner",
        "https://github.com/topics/clip",
        "https://github.com/orgs/openai",
        "https://gitlab.com/owner/name",
        "https://owner.github.io/name",
        "https://gist.github.com/owner/abc",
        "https://github.com.example.org/owner/name",
        "https://github.com/owner/..",
        "https://github.com/-owner/name",
        "a b/c",
    ],
)
def test_what_is_no_repository(text: str) -> None:
    assert parse_github(text) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/pdf/2103.00020v1.pdf", "arxiv:2103.00020"),
        ("https://doi.org/10.48550/arXiv.2103.00020", "arxiv:2103.00020"),
        ("https://huggingface.co/papers/2103.00020", "arxiv:2103.00020"),
        ("https://aclanthology.org/P18-2074.pdf", "acl:p18-2074"),
        ("https://openreview.net/forum?id=6UdQLhqJyFD", "openreview:6UdQLhqJyFD"),
        ("https://dx.doi.org/10.1109/ICCV.2017.73", "doi:10.1109/iccv.2017.73"),
        ("https://example.org/paper.pdf", None),
        ("https://openaccess.thecvf.com/content/x.html", None),
        ("6UdQLhqJyFD", None),
    ],
)
def test_an_address_states_an_identifier_or_none(url: str, expected: str | None) -> None:
    found = identify(url)
    assert (found.key if found else None) == expected


@given(st.text(max_size=60) | st.text("htps:/.arxivgbdocm10[]%?#v", max_size=60))
def test_no_text_makes_a_reader_fail_and_what_is_read_reads_again(text: str) -> None:
    arxiv = parse_arxiv(text)
    assert arxiv is None or parse_arxiv(arxiv.id) is not None
    for parse in (parse_doi, parse_acl, parse_openreview):
        value = parse(text)
        assert value is None or parse(value) == value
    github = parse_github(text)
    assert github is None or parse_github(github.url) == github
    found = identify(text)
    assert found is None or identify(found.url) == found


@pytest.mark.parametrize(
    ("value", "year"),
    [("P18-2074", 2018), ("W19-0001", 2019), ("J79-1001", 1979), ("C65-1001", 1965), ("2020.emnlp-main.643", 2020),
     ("1952.earlymt-1.22", 1952)],
)  # fmt: skip
def test_an_acl_identifier_states_its_year(value: str, year: int) -> None:
    assert acl_year(value) == year
