"""The site as a whole: load, frame, plan, render, put in place."""

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import kbgen
from kbgen.model.finding import Finding, KbgenError
from kbgen.model.words import speaking
from kbgen.render.site import workers
from kbgen.render.site.config import read_config
from kbgen.render.site.engine import Engine, EngineRun
from kbgen.render.site.output import Outcome, Output, key_of
from kbgen.render.templates import ARTICLES, template_folders
from kbgen.render.words import read_words
from kbgen.store.garbage import without_garbage_collection
from kbgen.store.layout import LOCAL_FOLDER
from kbgen.store.lock import building
from kbgen.store.tree import load_tree

ASSETS = "assets/kbgen"
"""Where the front end's bundle lies on the site."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. ``search`` makes the full-text index; ``clean`` forgets whatever earlier builds left to be used."""

    out: Path
    engine: Engine = "mkdocs"
    search: bool = True
    clean: bool = False


class BrokenRecordsError(KbgenError):
    """Records that cannot be read keep a site from being built; ``findings`` says what is wrong with them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = len(findings)
        super().__init__(f"{count} {'error' if count == 1 else 'errors'} in the records; the site stays as it was")
        self.findings = findings


def build_site(root: Path, options: Options) -> Outcome:
    """Build the site of the knowledge base at ``root``.

    Raises :class:`BrokenRecordsError` where records cannot be read, and :class:`KbgenError` for anything else that
    keeps the site from being made, such as another build that takes long; in both cases the output folder stays as it
    was.
    """
    root = root.resolve()
    config = read_config(root)
    words = read_words(root, config.language)
    work = root / LOCAL_FOLDER
    with (
        building(root, [work / "database", work / "site"]),
        without_garbage_collection(),
        speaking(words.language),
    ):
        if options.clean:
            for folder in ("engine", "search"):
                shutil.rmtree(work / folder, ignore_errors=True)
            # Imported where it is needed: most builds are not clean.
            from kbgen.render.site.graph_map import STEM

            for kept in (work / "cache").glob(f"{STEM}-*"):
                kept.unlink()
        output = Output(options.out, work / "site")
        assets = _assets(root)
        version = _version_of(assets)
        # What is made and kept with words in it is made anew in another language.
        templates, code = _digest_of_templates(root), _digest_of_code() + words.language.digest
        # The engine knows nothing of records, so they are read and planned while it works; so are the files looked at.
        with (
            EngineRun(root, config, options.engine, work / "engine", version) as engine,
            workers.Background(output.damaged, len(output)) as damaged,
        ):
            tree = load_tree(root, cache=not options.clean)
            if errors := tuple(finding for finding in tree.findings if finding.severity == "error"):
                raise BrokenRecordsError(errors)
            made_from = key_of(
                engine.digest, version, templates, code, repr(config.site), repr(options.search), tree.content_digest
            )
            if not options.clean and (unchanged := output.holds(made_from, damaged.result)):
                return replace(unchanged, notices=words.notices)
            # Imported where it is needed: a build that changes nothing does without.
            from kbgen.render.site.contents import contents
            from kbgen.render.site.remembered import remembered

            with (
                remembered(work / "cache", code),
                contents(
                    tree,
                    work,
                    config,
                    engine,
                    assets,
                    templates=templates,
                    code=code,
                    search=options.search,
                    words=words.script,
                ) as (items, late),
            ):
                outcome = output.update(
                    items,
                    made_from,
                    damaged=damaged.result(),
                    late=late,
                    workers=workers.available(),
                    force=options.clean,
                )
            return replace(outcome, notices=words.notices)


def _assets(root: Path) -> dict[str, Path]:
    """The front end's bundle: path on the site → file."""
    found: dict[str, Path] = {}
    for folder in reversed(template_folders(root)):
        bundle = folder / "assets" / "dist"
        for path in sorted(bundle.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[f"{ASSETS}/{path.relative_to(bundle).as_posix()}"] = path
    return found


def _version_of(assets: dict[str, Path]) -> str:
    digest = hashlib.blake2b(digest_size=5)
    for name, path in sorted(assets.items()):
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _digest_of_templates(root: Path) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for folder in template_folders(root):
        for path in sorted(path for path in (folder / ARTICLES).rglob("*") if path.suffix in {".html", ".j2"}):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _digest_of_code() -> str:
    """What kbgen makes of the same records may change with kbgen itself."""
    package = Path(kbgen.__file__).parent
    digest = hashlib.blake2b(kbgen.__version__.encode(), digest_size=12)
    for floor in ("model", "graph", "views", "render"):
        for path in sorted((package / floor).rglob("*.*")):
            if path.suffix in {".py", ".sql", ".csl"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()
