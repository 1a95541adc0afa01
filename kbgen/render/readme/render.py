"""Every list of a knowledge base as Markdown files, through its template."""

import posixpath
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from jinja2 import Environment, Template, TemplateError, TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError

from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList
from kbgen.model.suggest import did_you_mean
from kbgen.render.readme import lint
from kbgen.render.readme.files import BYTE_LIMIT, MarkdownFile, Page, Writer, list_files
from kbgen.render.readme.markdown import address, capitalised, escape, sentence
from kbgen.render.readme.tables import aligned
from kbgen.render.templates import environment
from kbgen.store.garbage import without_garbage_collection
from kbgen.views.lists import ListView, SectionView, list_view

FOLDER = "readme"
"""Folder of the lists' templates, one folder a template: ``page``, ``part`` and ``section``."""

_SIGNATURE = "<!-- Written by `kbgen readme` from data/lists/{}.yaml; edit that and the records, not this file. -->\n"


def render_lists(
    kb: KnowledgeBase, root: Path | None, lists: Mapping[str, ReadmeList] | None = None, limit: int = BYTE_LIMIT
) -> tuple[MarkdownFile, ...]:
    """The files of some lists, or of all of the knowledge base.

    Raises :class:`KbgenError` where a list names no template that exists, or a place that it may not write to.
    """
    chosen = {list_id: one for list_id, one in (kb.lists if lists is None else lists).items() if one.output is not None}
    markdown = markdown_environment(root)
    _check_outputs(chosen)
    try:
        with without_garbage_collection():
            return tuple(file for one in chosen.values() for file in render_list(one, kb, markdown, limit))
    except TemplateSyntaxError as error:
        raise KbgenError(
            f"{error.filename or error.name}:{error.lineno}: {error.message}", "mend the template"
        ) from error
    except TemplateError as error:
        raise KbgenError(f"a list template fails: {error.message}", "mend the template") from error


def render_list(
    readme_list: ReadmeList, kb: KnowledgeBase, markdown: Environment, limit: int = BYTE_LIMIT
) -> tuple[MarkdownFile, ...]:
    """The files of one list, its own first; ``markdown`` comes from :func:`markdown_environment`.

    A list that names no file has none.
    """
    if readme_list.output is None:
        return ()
    view = list_view(readme_list, kb)
    shared = lint.shared_addresses(view)
    section, front, part = (_template(markdown, readme_list.template, kind) for kind in ("section", "page", "part"))
    output = PurePosixPath(readme_list.output)
    writer = Writer(
        body=lambda one: _tidy(section.render(section=one, **_switches(one, shared))),
        front=lambda page: _signed(front.render(list=view, **_page_values(page, output)), view),
        part=lambda page: _signed(part.render(list=view, **_page_values(page, output)), view),
    )
    return list_files(view, output, writer, limit)


def is_written_by(text: str, list_id: str) -> bool:
    """Whether a file's text is signed as a list's own work, so that it may be removed when the list shrinks."""
    return text.endswith(_SIGNATURE.format(list_id))


def is_signed(text: str) -> bool:
    """Whether ``kbgen readme`` wrote a file, for whatever list."""
    return text.rstrip("\n").rpartition("\n")[2].startswith(_SIGNATURE.partition("{}")[0])


def markdown_environment(root: Path | None) -> Environment:
    """Jinja for Markdown, with filters that escape: ``md`` for text, ``url`` for addresses."""
    jinja = environment(root, html=False)
    jinja.filters.update(md=escape, url=address, sentence=sentence, capitalised=capitalised, aligned=_aligned)
    return jinja


def _aligned(table: str) -> str:
    try:
        return aligned(table)
    except ValueError as error:
        raise TemplateRuntimeError(str(error)) from error


def _template(markdown: Environment, name: str, kind: str) -> Template:
    try:
        return markdown.get_template(f"{FOLDER}/{name}/{kind}.md.j2")
    except TemplateNotFound as error:
        known = sorted({path.name for path in _template_folders(markdown)})
        remedy = did_you_mean(name, known, f"there are: {', '.join(known)}")
        raise KbgenError(f'no list template "{name}": {error.name} is missing', remedy) from error


def _template_folders(markdown: Environment) -> list[Path]:
    loader = markdown.loader
    folders = [Path(folder) / FOLDER for folder in getattr(loader, "searchpath", ())]
    return [
        path for folder in folders if folder.is_dir() for path in folder.iterdir() if (path / "page.md.j2").is_file()
    ]


def _switches(section: SectionView, shared: frozenset[str]) -> dict[str, object]:
    return {
        "entry_switches": lint.entry_switches(section.full, shared),
        "elsewhere_switches": lint.title_switches(listing.card.title for listing in section.elsewhere),
        "table_switches": lint.table_switches(section, shared),
    }


def _page_values(page: Page, output: PurePosixPath) -> dict[str, object]:
    here = page.path.parent
    return {"page": page, "link_to": partial(_relative, start=here), "front_page": output}


def _relative(path: PurePosixPath | str, start: PurePosixPath) -> str:
    return posixpath.relpath(str(path), str(start))


def _tidy(text: str) -> str:
    return text.strip("\n") + "\n" if text.strip() else ""


def _signed(text: str, view: ListView) -> str:
    return f"{text.strip()}\n\n{_SIGNATURE.format(view.id)}"


def _check_outputs(lists: Mapping[str, ReadmeList]) -> None:
    written: dict[str, str] = {}
    for one in lists.values():
        if one.output is None:
            continue
        if not one.has_safe_output:
            raise KbgenError(
                f'list "{one.id}" cannot be written to {one.output!r}',
                "name a .md file below the knowledge base's root, such as lists/topic.md",
            )
        other = written.setdefault(str(PurePosixPath(one.output)).lower(), one.id)
        if other != one.id:
            raise KbgenError(f'lists "{other}" and "{one.id}" both write {one.output}', "give each its own output")
