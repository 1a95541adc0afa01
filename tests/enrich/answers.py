"""What the replica knows: made-up works in the shape of the services' answers."""

from typing import Any
from xml.sax.saxutils import escape

_FEED = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns="http://www.w3.org/2005/Atom">\n<id>https://arxiv.org/api/made-up</id>\n<title>arXiv Query</title>\n'
    "<opensearch:totalResults>{total}</opensearch:totalResults>\n{entries}</feed>\n"
)


def feed(entries: list[str], total: int | None = None) -> str:
    """An Atom feed of these entries, which may be only some of those that were found."""
    return _FEED.format(total=len(entries) if total is None else total, entries="".join(entries))


def entry(identifier: str, title: str, authors: list[str], published: str, **more: str) -> str:
    """An entry; ``more`` are arXiv's own elements (``doi``, ``comment``, ``journal_ref``) and the ``summary``."""
    summary = more.pop("summary", "An abstract that no record keeps.")
    own = "".join(f"<arxiv:{name}>{escape(value)}</arxiv:{name}>\n" for name, value in more.items())
    people = "".join(f"<author>\n  <name>{escape(name)}</name>\n</author>\n" for name in authors)
    return (
        f"<entry>\n<id>http://arxiv.org/abs/{identifier}</id>\n<title>{escape(title)}</title>\n"
        f"<published>{published}T00:00:00Z</published>\n<summary>{escape(summary)}</summary>\n{own}{people}</entry>\n"
    )


def error(words: str) -> str:
    """The entry by which arXiv says that a question is wrong."""
    made = entry("x", "Error", ["arXiv api core"], "2026-01-01", summary=words)
    return made.replace("http://arxiv.org/abs/x", f"https://arxiv.org/api/errors#{words.replace(' ', '_')}")


ERROR = error("incorrect id format for abc")

ARXIV: dict[str, str] = {
    "2101.00001": entry(
        "2101.00001v3",
        "Rooms That Hear:\n  Learning from Echoes",
        ["Ada Example", "Bo Sample"],
        "2021-01-02",
        comment="Accepted at ICCV 2021. Code: https://github.com/example/rooms-that-hear",
        summary="Learns what a room looks like from how it sounds, without labels.",
    ),
    "2102.00002": entry(
        "2102.00002v1",
        "Echoes of Rooms, Published",
        ["Ada Example", "Cy Specimen"],
        "2021-02-01",
        doi="10.5555/echoes.2022.7",
        journal_ref="Proc. ICCV 2022",
    ),
    "1912.00003": entry(
        "1912.00003v2", r"A $\beta$-Model of \'{E}chos in {\it Rooms}", [r"J\"org M\"uller"], "2019-12-30"
    ),
    "hep-th/9901001": entry("hep-th/9901001v1", "Strings in Rooms", ["Old Author"], "1999-01-01"),
    "2105.00005": entry(
        "2105.00005v1",
        "A Journal Reference Only",
        ["Ada Example"],
        "2021-05-05",
        journal_ref="Journal of Echoes 3 (2022)",
    ),
}


def crossref_work(doi: str, title: str, authors: list[tuple[str, str]], year: int, venue: str, **more: Any) -> Any:
    """A work as ``/works/{doi}`` has it."""
    return {
        "DOI": doi,
        "type": "proceedings-article",
        "title": [title],
        "author": [{"given": given, "family": family, "sequence": "additional"} for given, family in authors],
        "issued": {"date-parts": [[year, 6]]},
        "container-title": [venue],
        **more,
    }


CROSSREF: dict[str, Any] = {
    "10.5555/echoes.2022.7": crossref_work(
        "10.5555/Echoes.2022.7",
        "Echoes of Rooms, Published",
        [("Ada", "Example"), ("Cy", "Specimen")],
        2022,
        "2022 IEEE/CVF International Conference on Computer Vision (ICCV)",
    ),
    "10.5555/journal.9": crossref_work(
        "10.5555/journal.9",
        "Hearing <i>Small</i> Rooms &amp; Halls",
        [("Dé", "Müller")],
        2020,
        "Journal of Made-Up Acoustics",
        type="journal-article",
        subtitle=["A Survey"],
        relation={"has-preprint": [{"id-type": "arxiv", "id": "1912.00009", "asserted-by": "subject"}]},
        abstract="<jats:p>Not ours to keep.</jats:p>",
    ),
    "10.18653/v1/2020.acl-main.999": crossref_work(
        "10.18653/v1/2020.acl-main.999",
        "Words About Rooms",
        [("Eve", "Muster")],
        2020,
        "Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics",
    ),
    "10.3115/v1/p14-9999": crossref_work(
        "10.3115/v1/P14-9999",
        "Older Words About Rooms",
        [("Eve", "Muster")],
        2014,
        "Proceedings of the 52nd Annual Meeting of the Association for Computational Linguistics "
        "(Volume 1: Long Papers)",
    ),
}

DATACITE: dict[str, Any] = {
    "10.5281/zenodo.123": {
        "id": "10.5281/zenodo.123",
        "attributes": {
            "doi": "10.5281/zenodo.123",
            "creators": [
                {"name": "Sample, Bo", "givenName": "Bo", "familyName": "Sample", "nameType": "Personal"},
                {"name": "Echo Institute, Zürich", "nameType": "Organizational"},
            ],
            "titles": [{"title": "Sounds of Rooms"}, {"title": "A Collection", "titleType": "Subtitle"}],
            "publicationYear": 2019,
            "container": {},
            "types": {"resourceTypeGeneral": "Text"},
        },
    },
    "10.48550/arxiv.2101.00001": {
        "id": "10.48550/arxiv.2101.00001",
        "attributes": {
            "doi": "10.48550/arxiv.2101.00001",
            "creators": [{"name": "Example, Ada"}],
            "titles": [{"title": "Rooms That Hear: Learning from Echoes"}],
            "publicationYear": 2021,
        },
    },
}

OPENREVIEW: dict[str, Any] = {
    "RoomForum1": {
        "id": "RoomForum1",
        "forum": "RoomForum1",
        "pdate": 1_674_000_000_000,
        "cdate": 1_663_000_000_000,
        "content": {
            "title": {"value": "Reviewed Rooms"},
            "authors": {"value": ["Ada Example", "Fay Muster"]},
            "venue": {"value": "ICLR 2023 poster"},
            "venueid": {"value": "ICLR.cc/2023/Conference"},
            "abstract": {"value": "Not kept."},
        },
    },
    "RoomForum2": {
        "id": "RoomForum2",
        "forum": "RoomForum2",
        "cdate": 1_663_000_000_000,
        "content": {
            "title": {"value": "Undecided Rooms"},
            "authors": {"value": ["Ada Example"]},
            "venue": {"value": "Submitted to ICLR 2023"},
        },
    },
}

OPENREVIEW_OLD: dict[str, Any] = {
    "OldForum12": {
        "id": "OldForum12",
        "forum": "OldForum12",
        "cdate": 1_569_000_000_000,
        "content": {
            "title": "Rooms Reviewed Long Ago",
            "authors": ["Gus Sample"],
            "venueid": "ICLR.cc/2020/Conference",
        },
    }
}

GITHUB: dict[str, Any] = {
    "repos/example/rooms-that-hear": {
        "full_name": "example/rooms-that-hear",
        "description": "Code for Rooms That Hear",
        "homepage": "https://arxiv.org/abs/2101.00001",
    },
    "repos/example/old-name": "repositories/77",
    "repositories/77": {"full_name": "example/new-name", "description": None, "homepage": None},
    "repos/example/cited": {"full_name": "example/cited", "description": "Something", "homepage": ""},
    "repos/example/many": {"full_name": "example/many", "description": "Many models", "homepage": None},
    "repos/example/none": {"full_name": "example/none", "description": "A tool", "homepage": "https://example.org"},
}

GITHUB_FILES: dict[str, str] = {
    "repos/example/old-name/readme": "# Old\n\nOfficial code of [the paper](https://arxiv.org/abs/2102.00002v1).\n",
    "repos/example/cited/contents/citation.cff": (
        "cff-version: 1.2.0\ntitle: Software\ndoi: 10.5281/zenodo.999\npreferred-citation:\n"
        '  type: article\n  title: Echoes of Rooms, Published\n  doi: "10.5555/Echoes.2022.7"\n'
    ),
    "repos/example/many/readme": "Models of arXiv:2101.00001, https://arxiv.org/abs/2102.00002 and more.\n",
    "repos/example/none/readme": "# A tool\n\nNo paper.\n",
}


def github_node(repository: dict[str, Any]) -> dict[str, Any]:
    """A repository of the REST interface as GraphQL has it."""
    licence, language = repository.get("license"), repository.get("language")
    return {
        "nameWithOwner": repository["full_name"],
        "isArchived": repository.get("archived", False),
        "isEmpty": repository.get("size", 1) == 0,
        "stargazerCount": repository.get("stargazers_count", 0),
        "forkCount": repository.get("forks_count", 0),
        "pushedAt": repository.get("pushed_at"),
        "licenseInfo": {"spdxId": licence["spdx_id"]} if licence else None,
        "primaryLanguage": {"name": language} if language else None,
        "repositoryTopics": {"nodes": [{"topic": {"name": one}} for one in repository.get("topics", [])]},
    }


GITHUB["repos/example/rooms-that-hear"] |= {
    "stargazers_count": 1000,
    "forks_count": 50,
    "pushed_at": "2023-04-05T06:07:08Z",
    "archived": True,
    "size": 7,
    "license": {"spdx_id": "MIT"},
    "language": "Python",
    "topics": ["audio", "rooms"],
}

SEMANTIC_SCHOLAR: dict[str, Any] = {
    "ARXIV:2101.00001": {
        "paperId": "aaaa",
        "externalIds": {"ArXiv": "2101.00001", "DBLP": "journals/corr/abs-2101-00001", "CorpusId": 1},
        "title": "Rooms That Hear: Learning from Echoes",
        "authors": [{"authorId": "1", "name": "A. Example"}, {"authorId": None, "name": None}],
        "year": 2021,
        "venue": "IEEE International Conference on Computer Vision",
        "tldr": {"model": "tldr@v2", "text": "Rooms are heard."},
        "abstract": None,
        "citationCount": 100,
        "openAccessPdf": {"url": "https://example.org/rooms.pdf", "status": "GREEN"},
        "references": [
            {"paperId": "bbbb", "externalIds": {"DOI": "10.5555/ECHOES.2022.7"}},
            {"paperId": "cccc", "externalIds": None},
            {"paperId": None, "externalIds": {"ArXiv": "1912.00003"}},
            {"paperId": "zzzz", "externalIds": {"DOI": "10.1/elsewhere"}},
        ],
    },
    "ARXIV:2102.00002": {
        "paperId": "bbbb",
        "externalIds": {"ArXiv": "2102.00002", "DOI": "10.5555/echoes.2022.7"},
        "title": "Echoes of Rooms, Published",
        "authors": [],
        "year": 2022,
        "venue": "",
        "tldr": None,
        "citationCount": 3,
        "openAccessPdf": {"url": "", "status": "CLOSED"},
        "references": [],
    },
    "ARXIV:1912.00003": {"paperId": "cccc", "externalIds": {}, "title": "A beta-Model of Échos in Rooms"},
}

OPENALEX: dict[str, Any] = {
    "10.48550/arxiv.2101.00001": {
        "id": "https://openalex.org/W1",
        "doi": "https://doi.org/10.48550/arxiv.2101.00001",
        "title": "Rooms That Hear: Learning from Echoes",
        "authorships": [{"author": {"display_name": "Ada Example"}}],
        "publication_year": 2021,
        "type": "preprint",
        "primary_location": {"source": {"display_name": "arXiv (Cornell University)"}},
        "best_oa_location": {"pdf_url": "https://arxiv.org/pdf/2101.00001", "license": "cc-by"},
        "is_retracted": False,
        "cited_by_count": 90,
        "referenced_works": ["https://openalex.org/W2", "https://openalex.org/W999", "nonsense", None],
    },
    "10.5555/echoes.2022.7": {
        "id": "https://openalex.org/W2",
        "doi": "https://doi.org/10.5555/echoes.2022.7",
        "title": "Echoes of Rooms, Published",
        "authorships": [],
        "publication_year": 2022,
        "type": "article",
        "primary_location": None,
        "best_oa_location": None,
        "is_retracted": True,
        "cited_by_count": 4,
        "referenced_works": [],
    },
}

OPENCITATIONS: dict[str, Any] = {
    "10.5555/journal.9": [
        {
            "oci": "06101-06102",
            "citing": "omid:br/06101 doi:10.5555/journal.9 openalex:W9",
            "cited": "omid:br/06102 doi:10.5555/echoes.2022.7 openalex:W2",
            "creation": "2020-06",
            "timespan": "P-2Y",
            "journal_sc": "no",
            "author_sc": "no",
        },
        {
            "oci": "06101-06103",
            "citing": "omid:br/06101 doi:10.5555/journal.9 openalex:W9",
            "cited": "omid:br/06103 pmid:123",
            "creation": "2020-06",
            "timespan": "",
            "journal_sc": "no",
            "author_sc": "yes",
        },
    ],
}


def dblp_publication(key: str, title: str, authors: list[str], year: int, venue: str, **more: str) -> Any:
    """A publication as DBLP's search has it; namesakes are told apart by a number behind the name."""
    people = [{"@pid": str(number), "text": name} for number, name in enumerate(authors)]
    info: dict[str, Any] = {
        "authors": {"author": people if len(people) > 1 else people[0]},
        "title": f"{title}.",
        "venue": venue,
        "year": str(year),
        "type": "Conference and Workshop Papers",
        "access": "open",
        "key": key,
        "url": f"https://dblp.org/rec/{key}",
    }
    return info | more


DBLP: dict[str, list[Any]] = {
    "rooms that hear learning from echoes": [
        dblp_publication(
            "conf/iccv/ExampleS21",
            "Rooms That Hear: Learning from Echoes",
            ["Ada Example 0001", "Bo Sample"],
            2021,
            "ICCV",
            doi="10.5555/ROOMS.2021.1",
            ee="https://doi.org/10.5555/ROOMS.2021.1",
        ),
        dblp_publication(
            "journals/corr/abs-2101-00001",
            "Rooms That Hear: Learning from Echoes",
            ["Ada Example 0001", "Bo Sample"],
            2021,
            "CoRR",
            volume="abs/2101.00001",
            type="Informal and Other Publications",
            ee="https://arxiv.org/abs/2101.00001",
        ),
    ],
}

HUGGING_FACE: dict[str, Any] = {
    "2101.00001": {
        "id": "2101.00001",
        "title": "Rooms That Hear: Learning from Echoes",
        "authors": [{"_id": "a1", "name": "Ada Example", "hidden": False}, {"_id": "a2", "name": "Bo Sample"}],
        "publishedAt": "2021-01-02T00:00:00.000Z",
        "summary": "Learns what a room looks like from how it sounds, without labels.",
        "upvotes": 12,
        "githubRepo": "https://github.com/example/rooms-that-hear",
        "projectPage": "https://example.org/rooms",
        "linkedModels": [{"id": "example/rooms-base", "likes": 5, "downloads": 70, "private": False}],
        "linkedDatasets": [{"id": "example/echoes-1k", "likes": 2, "downloads": 30, "private": False}],
        "linkedSpaces": [],
        "numTotalModels": 1,
        "numTotalDatasets": 1,
        "numTotalSpaces": 0,
    },
}

HUGGING_FACE_REPOSITORIES: dict[str, Any] = {
    "2101.00001": {
        "models": [{"id": "example/rooms-base", "likes": 5, "downloads": 70, "private": False}],
        "datasets": [{"id": "example/echoes-1k", "likes": 2, "downloads": 30, "private": False}],
        "spaces": [],
    },
}
