"""The same pages through mkdocs-material alone and through Hugo.

The article of every stamped page becomes a Markdown file at the same address. mkdocs-material builds these files as it
comes. Hugo renders them into the very shell that kbgen stamps, so both write the same page around the same text.
"""

import os
import re
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from markdownify import markdownify

KINDS = ("papers", "authors", "venues", "years", "topics", "datasets")
_ARTICLE = re.compile(r"(<article[^>]*>)(.*)(</article>)", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://)[^)\s]*")
_JINJA_OR_SHORTCODE = re.compile(r"\{\{|\{%")

MKDOCS_YML = """\
site_name: The same pages
docs_dir: content
site_dir: out-mkdocs
theme: {name: material, font: false}
markdown_extensions: [tables, def_list, attr_list, pymdownx.superfences]
validation:
  links: {not_found: ignore, unrecognized_links: ignore, absolute_links: ignore}
  nav: {omitted_files: ignore}
nav: [Home: _index.md]
"""

HUGO_TOML = """\
baseURL = "https://kb.example/"
title = "The same pages"
publishDir = "out-hugo"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.highlight]
codeFences = false
"""


def markdown_of(page: Path) -> tuple[str, str] | None:
    """Title and Markdown of a built page's article; ``None`` for a page that is only a redirect."""
    html = page.read_text(encoding="utf-8")
    article = _ARTICLE.search(html)
    if not article:
        return None
    title = _TITLE.search(html)
    # Links to other pages of the site would make both engines look for files; the words stay the same.
    text = _LINK.sub("](#", markdownify(article[2], heading_style="ATX"))
    return (title[1] if title else ""), _JINJA_OR_SHORTCODE.sub("( ", text)


def _write_one(arguments: tuple[Path, Path, Path]) -> int:
    page, site, content = arguments
    made = markdown_of(page)
    if made is None:
        return 0
    title, text = made
    target = content / page.parent.relative_to(site).with_suffix(".md")
    target.parent.mkdir(parents=True, exist_ok=True)
    quoted = title.replace("\\", " ").replace('"', "'")
    target.write_text(f'---\ntitle: "{quoted}"\n---\n{text}\n', encoding="utf-8")
    return 1


def prepare(site: Path, work: Path) -> int:
    """Write the Markdown of every entity page of a built site for both rivals; how many pages that is."""
    shutil.rmtree(work, ignore_errors=True)
    content = work / "content"
    content.mkdir(parents=True)
    pages = [
        page for kind in KINDS for page in sorted((site / kind).glob("**/index.html")) if page.parent.parent != site
    ]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        count = sum(pool.map(_write_one, ((page, site, content) for page in pages), chunksize=200))
    (content / "_index.md").write_text("# The same pages\n")
    (work / "mkdocs.yml").write_text(MKDOCS_YML)
    (work / "hugo.toml").write_text(HUGO_TOML)
    shell = next(page for page in pages if page.is_relative_to(site / "papers") and _ARTICLE.search(page.read_text()))
    before, opening, _, closing, after = _ARTICLE.sub(r"\0\1\0\2\0\3\0", shell.read_text(), count=1).split("\0")
    before = _TITLE.sub("<title>{{ .Title }}</title>", before)
    layout = before + opening + "{{ .Content }}" + closing + after
    (work / "layouts" / "_default").mkdir(parents=True)
    (work / "layouts" / "_default" / "single.html").write_text(layout)
    return count


def written(folder: Path, pages: int) -> None:
    """Make sure that a rival wrote every page: a time for less work would be no comparison."""
    count = sum(1 for kind in KINDS for _ in (folder / kind).glob("**/index.html"))
    if count < pages:
        sys.exit(f"{folder} holds {count} of {pages} pages")
