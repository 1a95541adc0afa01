"""Every known fault of the real sources ends as a finding: each in turn, from the files to ``kbgen validate``."""

import datetime
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbgen.checks.run import check
from kbgen.ingest.importing import Imported, ImportOptions, SourceFile, run_import
from kbgen.model.finding import Finding
from kbgen.store.allowed import AllowedFinding, AllowList
from kbgen.store.tree import load_tree
from kbgen.store.writer import write_record

from .samples import METADATA, SEEDS

ROOT = Path(__file__).resolve().parents[2]
KEYS = ("first-list", "page", "second-list", "notes", "feed", "facts", "citations", "coverage")
OPTIONS = ImportOptions(about="arxiv:2304.01008", extend=False, today=datetime.date(2026, 1, 2))
DOUBT, FAULT = "KB702", "KB703"

Holds = Callable[[Finding], bool]


@dataclass(frozen=True)
class Run:
    """A knowledge base made of the real sources, and what the checks say of it."""

    root: Path
    imported: Imported
    findings: tuple[Finding, ...]


def import_seeds(root: Path) -> Imported:
    files = [SourceFile(path, key) for key, path in zip(KEYS, (*SEEDS, *METADATA), strict=True)]
    return run_import(root, files, OPTIONS)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = tmp_path_factory.mktemp("seeds")
    (root / "data").mkdir()
    for name in ("taxonomy.yaml", "venues.yaml"):
        shutil.copy(ROOT / "data" / name, root / "data" / name)
    imported = import_seeds(root)
    return Run(root, imported, check(load_tree(root, cache=False)).findings)


def doubt(record: str, *words: str, fields: str = "") -> Holds:
    """A doubt of a record whose file's name begins like this."""

    def holds(finding: Finding) -> bool:
        name = finding.place.path.rpartition("/")[2]
        about = finding.subject.split(": ")[1] if finding.code == DOUBT else ""
        return (
            finding.code == DOUBT
            and name.startswith(record)
            and (not fields or fields in about.split(", "))
            and all(word in finding.message for word in words)
        )

    return holds


def fault(source: str, code: str, *words: str) -> Holds:
    def holds(finding: Finding) -> bool:
        about, _, its_code = finding.subject.partition(" ")
        return (
            finding.code == FAULT
            and about.startswith(f"{source}:")
            and its_code == code
            and all(word in finding.message for word in words)
        )

    return holds


def other(code: str, *words: str) -> Holds:
    return lambda finding: finding.code == code and all(word in finding.message for word in words)


# Words of the catalogue of faults → what names the fault, and how many findings do at least.
KNOWN: list[tuple[str, Holds, int]] = [
    ("share one arXiv id (2107.00249", doubt("ctal-", "arxiv:2107.00249", '"OPT: Omni', fields="ids.arxiv"), 1),
    ("share one arXiv id (2107.00249", doubt("opt-", "arxiv:2107.00249", '"CTAL: Pre', fields="ids.arxiv"), 1),
    ("share one arXiv id (2107.00249", other("KB206", "arxiv:2107.00249"), 1),
    ("2111.02358", doubt("vlmo-", "arxiv:2111.02358", '"Self-Supervised Learning of Audio-Visual Objects'), 1),
    ("2111.02358", doubt("self-supervised-learning-of-audio-visual-objects", "arxiv:2111.02358", '"VLMo'), 1),
    ("2111.02358", other("KB206", "arxiv:2111.02358"), 1),
    (
        "one paper's code link is another paper's repository (VideoCLIP)",
        doubt("videoclip-", "github.com/zrrskywalker/pointclip", '"PointCLIP', fields="links.code"),
        1,
    ),
    (
        'a "2020" entry whose PDF link is from 2021',
        doubt("self-supervised-feature-learning-by-cross-modality", "names 2021, the entry 2020", "CVPR2021W"),
        1,
    ),
    (
        'a "2020" entry whose PDF link is from 2021',
        doubt("self-supervised-feature-learning-by-cross-modality", '"CVPR Workshops 2020"', fields="year"),
        1,
    ),
    ("a heading misspelt", fault("first-list", "IM006", "Image-Ridar", "Image-Lidar"), 1),
    ("table rows with a missing cell", doubt("charades", "does not end with a bar"), 1),
    ("table rows with a missing cell", doubt("nuscenes", 'nothing stands under "# images"', fields="sizes"), 1),
    ("or a double bar", doubt("modelnet40", "7 cells under 6 headings", "double bar"), 1),
    ("a table of contents that lacks a section that exists", fault("first-list", "IM004", '"Robotics"'), 1),
    ("`http` and `https`", fault("first-list", "IM111", "70 of 115 links to arxiv.org"), 1),
    ("versioned (`v1`) and unversioned arXiv links", fault("first-list", "IM112", "70 of 115 arXiv links"), 1),
    ("a `dx.doi.org` link among arXiv ones", fault("first-list", "IM114", "dx.doi.org/10.1109/LGRS.2022"), 1),
    (
        "project pages given as code links",
        doubt("", "000_", "no known host of code", fields="links.code"),
        4,
    ),
    ("empty links `()`", doubt("", "002_", 'the link "paper" has no address', fields="links.paper"), 8),
    ("a scheme-less `//github.com/…`", doubt("viewmaker", '"//github.com/alextamkin/viewmaker"'), 1),
    ("`http//dl.acm.org…`", doubt("multimodal-deep-learning", '"http//dl.acm.org/'), 1),
    ("an arXiv path `abs/6.5538`", doubt("representation-learning-a-review", "abs/6.5538", "no arXiv identifier"), 1),
    ("a link with a leading space", doubt("there-is-more-than", "white space before the address"), 1),
    ("`?context=` query strings", fault("second-list", "IM113", "?context=cs.LG"), 1),
    ("the same paper listed twice", fault("second-list", "IM305", "Parameter Efficient", "line 37"), 1),
    ("mojibake in one title", doubt("does-my-multimodal-model", "wrong encoding", fields="title"), 1),
    ("mojibake in one title", other("KB341", "Itâ€™s"), 1),
    ('"ACl"', doubt("ch-sims", '"ACl" for ACL', fields="venue"), 1),
    (
        "an arXiv link that is not on arXiv",
        doubt("look-listen-and-learn", "says arXiv but leads to openaccess.thecvf.com"),
        1,
    ),
    ("an empty repository link", doubt("look-listen-and-learn", 'the link "repository" has no address'), 1),
    ("two URLs in one link joined by `%20`", doubt("vilbert-", "two addresses in one", "%20"), 1),
    ('the first title is glued to the page\'s "Subscribe" button', doubt("vatt-", '"Subscribe" is glued'), 1),
    ("a `x2013` escape", fault("feed", "IM404", "x2013"), 2),
    ("rows whose year column is missing", doubt("", "001_", "no year", fields="year"), 2),
    ('under a repository\'s name ("Edinburgh Research Explorer …")', doubt("", "001_", "Edinburgh Research Expl"), 2),
]


@pytest.mark.parametrize(("said", "holds", "at_least"), KNOWN, ids=[f"{n}: {k[0]}" for n, k in enumerate(KNOWN)])
def test_a_known_fault_is_a_finding(run: Run, said: str, holds: Holds, at_least: int) -> None:
    catalogue = " ".join((SEEDS[0].parent / "README.md").read_text("utf-8").split())
    assert said in catalogue
    assert len([finding for finding in run.findings if holds(finding)]) >= at_least


def test_a_disagreement_on_venue_or_year_is_a_finding_and_the_published_record_wins(run: Run) -> None:
    disagreeing = [note for note in run.imported.outcome.report.notes if note.code == "IM202"]
    assert len(disagreeing) > 20
    doubts = [finding.message for finding in run.findings if finding.code == DOUBT]
    for note in disagreeing:
        words = note.message.partition('": ')[2]
        assert [message for message in doubts if words in message], words
    clip4clip = run.imported.outcome.papers["clip4clip-an-empirical-study-of-clip-for-end-to-end-video-clip"]
    assert (clip4clip.venue, clip4clip.year) == ("neurocomputing", 2022)


def test_each_finding_can_be_allowed_alone(run: Run, tmp_path: Path) -> None:
    shutil.copytree(run.root / "data", tmp_path / "data")
    doubtful = [finding for finding in run.findings if finding.code in {DOUBT, FAULT}]
    keys = {(finding.code, finding.place.path, finding.subject) for finding in doubtful}
    assert len(keys) == len(doubtful) > 150
    allowed = [
        AllowedFinding(code=code, path=path, subject=subject, reason="seen", reviewed=datetime.date(2026, 1, 2))
        for code, path, subject in sorted(keys)
    ]
    left_out = allowed.pop(len(allowed) // 2)
    write_record(tmp_path, AllowList(allowed=tuple(allowed)))
    shown = check(load_tree(tmp_path, cache=False)).findings
    found = [finding for finding in shown if finding.code in {DOUBT, FAULT} or finding.code.startswith("KB9")]
    assert [(one.code, one.place.path, one.subject) for one in found] == [
        (left_out.code, left_out.path, left_out.subject)
    ]


def test_every_source_has_an_entry_and_a_second_import_changes_nothing(run: Run) -> None:
    sources = load_tree(run.root, cache=False).kb.sources
    assert set(sources) == set(KEYS)
    assert sources["first-list"].name == "Awesome-self-supervised-multimodal-learning"
    assert sources["notes"].name == "Multi-modal Self-supervised Learning"
    assert [sources[key].kind for key in KEYS] == [
        "awesome-list", "paper-page", "awesome-list", "notes", "feed", "facts", "citations", "citations"
    ]  # fmt: skip
    again = import_seeds(run.root).outcome
    assert (again.papers, again.datasets, again.sources) == ({}, {}, None)
