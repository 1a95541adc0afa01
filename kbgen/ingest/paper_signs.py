"""Whether an entry of a list is a paper: by its links, by what it says, and by what stands around it.

Lists hold tools, courses and news in the same form as papers. What an entry says of itself decides where it is plain;
where it is not, the others of its section do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kbgen.ingest.draft import DraftLink
from kbgen.ingest.entry_text import YEAR, EntryText
from kbgen.ingest.field_words import field_name
from kbgen.ingest.leads import is_venue_tag
from kbgen.ingest.links import label_role
from kbgen.ingest.paper_hosts import is_no_paper_address, is_paper_address, may_be_document
from kbgen.ingest.pieces import without_pictures
from kbgen.ingest.runs import Run, plain
from kbgen.ingest.units import Unit
from kbgen.ingest.venue_words import date_like, known_venue, people, says_venue
from kbgen.model.identifiers import parse_github

SURE = 3
"""Signs from which an entry is a paper whatever stands around it."""
POSSIBLE = 1
"""Signs from which it is one where most of its section are."""
_NEARLY_ALL = 0.85
"""The share of sure papers in a whole list from which entries of their form are papers too."""
_MOST = 0.6
OF_PAPERS = re.compile(r"(?i)\b(?:papers?|publications?|reading list|readings|articles|bibliography)\b|paperlist|论文")
"""Words of a heading that say what stands below it."""
_LISTED = 0.8
"""The share of papers that are items of lists, from which text between the lists names none."""
_REST_LENGTH = 160
_WORDS_OF_SENTENCE = 3
_NEVER = (
    "news updates update changelog contributing contribution contributions contributors contribute citation cite "
    "citing acknowledgement acknowledgements acknowledgment acknowledgments license licence contact contacts "
    "history contents toc 新闻 更新 贡献 引用 许可 联系 目录 致谢 ニュース 뉴스"
)
_HARD = (
    "lists workshops workshop tutorials tutorial courses course talks talk lectures lecture seminars conferences "
    "events community people researchers labs groups jobs newsletters podcasts competitions challenges videos slides "
    "教程 课程 会议"
)
_SOFT = (
    "tools tool toolbox toolboxes toolkit toolkits library libraries framework frameworks software "
    "implementations repos repositories projects resources resource blogs blog posts articles websites demos "
    "products books websites links packages apps services platforms code codes "
    "工具 资源 博客 项目 书籍 框架 ツール 도구 자료"
)
_EMPTY_WORDS = (
    "and other others useful related open source awesome more list of our some for the in on further "
    "additional see also misc star recent latest interesting important or good great best"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
_KINDS = dict.fromkeys(_NEVER.split(), 20.0) | dict.fromkeys(_HARD.split(), 5.0) | dict.fromkeys(_SOFT.split(), 1.0)
_OF_OUTER = 5.0
"""What a heading further out weighs at most: news may have headings of topics below it."""
_UNFINISHED = re.compile(r"(?i)\b(?:of|in|on|by|at|the|a|an|and|or|to|from|see|with|for|is|are|our|this)$")
"""The last word of text that goes on in a link, as a sentence does and a title does not."""
_LEADS_OUT = re.compile(r"\s*(?:$|h?ttps?:?//|//|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)", re.IGNORECASE)
"""An address outside of the document, even one that is broken or missing; not a path or an anchor."""
_EVENT = re.compile(
    r"\b(?:workshops?|tutorial|challenge|course|lectures?|seminar|symposium|summer school|competition|hackathon)\b"
    r"|\bblog posts?\b|^(?:chapter|section|part) \d|历年|论文集",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with how many signs it has, and whether they are enough by themselves."""

    unit: Unit
    entry: EntryText
    signs: float

    @property
    def sure(self) -> bool:
        """Whether the entry is a paper by itself."""
        return self.signs >= SURE


def judge(unit: Unit, entry: EntryText, title: str = "") -> Judged:
    """Count what speaks for a paper and against one, in a list with a title."""
    signs = 0.0
    links = [link for link in entry.links if link.href.strip()]
    known = any(is_paper_address(link.href) for link in links)
    document = any(may_be_document(link.href) for link in links)
    labelled = any(
        link.role is None and label_role(link.label) in {"paper", "pdf"} and _may_be_paper(link) for link in entry.links
    )
    signs += 3.0 if known else 0.0
    signs += 1.0 if any(link.role == "paper" and is_paper_address(link.href) for link in links) else 0.0
    signs += 3.0 if labelled else 2.0 if document else 0.0
    if entry.venue and (unit.listed or not entry.guessed):
        signs += 3.0 if known_venue(entry.venue) else 2.0 if says_venue(entry.venue) else 1.0
    signs += 1.0 if entry.year or YEAR.search(entry.venue) else 0.0
    signs += 1.0 if entry.authors else 0.0
    words = len(entry.title.split())
    signs += 1.0 if words >= 5 or len(re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", entry.title)) >= 8 else 0.0
    signs -= 1.0 if words <= 2 and not labelled else 0.0
    of_papers = (
        (unit.listed or bool(entry.authors))
        and words > 2
        and not entry.title[:1].isdigit()
        and bool(entry.year or YEAR.search(entry.venue))
    )
    signs += 1.0 if of_papers and OF_PAPERS.search(" ".join((title, *unit.path))) else 0.0
    said = entry.authors or (entry.venue and not entry.guessed and not date_like(entry.venue))
    signs -= 3.0 if not (links or said or unit.listed or unit.details) else 0.0
    signs -= 1.0 if entry.guessed and not (known or document or labelled or unit.listed) else 0.0
    signs -= 8.0 if unit.card and words <= 3 else 0.0
    if not (known or document) and _EVENT.search(entry.title):
        signs -= 3.0
    signs -= 3.0 if links and all(_of_other_kind(link) for link in links) else 0.0
    signs -= _prose(unit, entry)
    signs -= 0.0 if unit.heading else _heading(field_name(plain(unit.own)))
    return Judged(unit, entry, signs - other_kind(unit.path))


def _of_other_kind(link: DraftLink) -> bool:
    """Whether a link leads to a post, a video or the like, by its label or its address."""
    return is_no_paper_address(link.href) or label_role(link.label) in {"blog", "video", "slides", "poster"}


def _may_be_paper(link: DraftLink) -> bool:
    """Whether a link that is called a paper may lead to one: out of the document, and to no repository."""
    says = without_pictures(link.label).strip("[]() ").lower() not in {"link", "html", "here", "papers"}
    return says and bool(_LEADS_OUT.match(link.href)) and not parse_github(link.href)


def _prose(unit: Unit, entry: EntryText) -> float:
    """What speaks against a line of a paragraph: it is a sentence that links something."""
    if entry.form == "bare" and _UNFINISHED.search(entry.title):
        return 9.0
    if entry.form == "link" and _goes_on_in_link(unit.own, entry.title):
        return 9.0
    if entry.form == "bare" and entry.links and not any(_labelled(link) for link in entry.links):
        return 3.0 if unit.listed or unit.details else 4.0
    if unit.listed or unit.heading:
        return 0.0
    rest = " ".join((entry.venue, *entry.no_venues, *entry.leftover)).strip()
    if not rest or (len(rest) <= _REST_LENGTH and (bool(YEAR.search(rest)) or not rest.endswith("."))):
        return 0.0
    return 4.0 if entry.form in {"link", "bare"} else 1.0


def _goes_on_in_link(own: Sequence[Run], title: str) -> bool:
    """Whether words without a mark at their end lead to the link of a title, as in a sentence."""
    head: list[Run] = []
    for run in own:
        if run.kind == "link" and title in run.text:
            break
        head = [] if run.kind == "break" else [*head, run]
    # Styled words before a link are tags.
    words = plain([run for run in head if not (run.emphasis or run.strong)]).strip()
    if len(words.split()) < _WORDS_OF_SENTENCE or not words[-1].isalpha() or not words.split()[-1].islower():
        return False
    return not (people(words) or is_venue_tag(words) or date_like(words) or words.endswith(" al"))


def _labelled(link: DraftLink) -> bool:
    """Whether a link says what it is, as links behind a title do, and those of a sentence do not."""
    return (
        not link.label or label_role(link.label) is not None or is_venue_tag(link.label) or is_paper_address(link.label)
    )


def other_kind(path: Sequence[str]) -> float:
    """How much the headings over an entry say that it is something else than a paper."""
    if not path:
        return 0.0
    return max(_heading(path[-1]), *(min(_heading(heading), _OF_OUTER) for heading in path))


def _heading(heading: str) -> float:
    words = [word for word in re.findall(r"[^\W\d_]+", heading.lower()) if word not in _EMPTY]
    if not words or len(words) > 4:
        return 0.0
    found = [_KINDS.get(word, 0.0) for word in words]
    return min(found)


def papers_among(judged: Sequence[Judged]) -> list[Judged]:
    """The papers, in their order: the sure ones, and possible ones of which most neighbours are sure."""
    sections: dict[tuple[str, ...], list[Judged]] = {}
    for one in judged:
        sections.setdefault(one.unit.path, []).append(one)
    for path, group in sections.items():
        sections[path] = _as_names(group)
    judged = sorted((one for group in sections.values() for one in group), key=lambda one: one.unit.line)
    whole = _share(judged)
    judged = _without_remarks(judged)
    shares = {path: _share(group) for path, group in sections.items()}
    found: list[Judged] = []
    for one in judged:
        like = shares[one.unit.path] if len(sections[one.unit.path]) > 2 else whole
        formed = one.unit.listed or (bool(one.unit.details) and one.entry.form != "bare")
        alike = whole >= _NEARLY_ALL and formed and not other_kind(one.unit.path)
        if one.sure or (one.signs >= POSSIBLE and like >= 0.5) or (one.signs >= 0 and alike):
            found.append(one)
    return found


def _without_remarks(judged: list[Judged]) -> list[Judged]:
    """The entries without lines of text that link nothing, in a list whose papers are its items."""
    sure = [one for one in judged if one.sure]
    listed = sum(one.unit.listed for one in sure)
    if listed < _LISTED * len(sure):
        return judged
    return [
        one
        for one in judged
        if one.unit.listed
        or one.unit.heading
        or one.unit.details
        or (one.entry.links and not re.match(r"[(（]?[a-z]+ ", plain(one.unit.own)))
    ]


def _as_names(group: list[Judged]) -> list[Judged]:
    """A section whose entries mostly are bare names is one of things, and a paper must have more signs there."""
    names = [one for one in group if _is_name(one)]
    if len(names) <= 2 or len(names) <= _MOST * len(group):
        return group
    return [replace(one, signs=one.signs - 5.0) if _is_name(one) else one for one in group]


def _is_name(one: Judged) -> bool:
    return len(one.entry.title.split()) <= 2 and one.entry.form != "link"


def _share(group: Sequence[Judged]) -> float:
    return sum(one.sure for one in group) / len(group) if group else 0.0
