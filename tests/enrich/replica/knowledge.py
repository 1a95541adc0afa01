"""What a replica knows of, service by service: the made-up works of ``answers.py`` unless told otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.enrich import answers

Known = Mapping[str, Any]


@dataclass(frozen=True)
class Knowledge:
    """Answers by what is asked for: identifiers as the services write them, DOIs in small letters, paths, titles.

    Searches look through ``few`` works; of many only those are found whose title is the question to the letter.
    """

    arxiv: Known
    crossref: Known
    datacite: Known
    openreview: Known
    openreview_old: Known
    semantic_scholar: Known
    openalex: Known
    opencitations: Known
    dblp: Known
    hugging_face: Known
    hugging_face_repositories: Known
    github: Known
    github_files: Known
    few: bool = True


MADE_UP = Knowledge(
    arxiv=answers.ARXIV,
    crossref=answers.CROSSREF,
    datacite=answers.DATACITE,
    openreview=answers.OPENREVIEW,
    openreview_old=answers.OPENREVIEW_OLD,
    semantic_scholar=answers.SEMANTIC_SCHOLAR,
    openalex=answers.OPENALEX,
    opencitations=answers.OPENCITATIONS,
    dblp=answers.DBLP,
    hugging_face=answers.HUGGING_FACE,
    hugging_face_repositories=answers.HUGGING_FACE_REPOSITORIES,
    github=answers.GITHUB,
    github_files=answers.GITHUB_FILES,
)
