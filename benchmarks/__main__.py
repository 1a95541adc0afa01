"""Measure the whole road at several sizes, and beside it the same pages through mkdocs-material and through Hugo.

    python -m benchmarks --source SCALE [--papers 1000 10000] [--work DIR] [--results benchmarks/results.md]

``SCALE`` is a folder of real papers as ``make_knowledge_base.py`` describes. Every time is a whole command, its start
included, unless the row says otherwise. Times depend on the machine and its other load; ratios are of runs made one
after the other on the same machine.
"""

import argparse
import re
import shutil
import sys
from pathlib import Path

from benchmarks import rivals
from benchmarks.measure import Run, machine, run

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
KBGEN = BIN / "kbgen"

BARE_PARSER = """
import pathlib, yaml
for path in pathlib.Path('data').rglob('*.yaml'):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
BARE_EVENTS = """
import pathlib, yaml
for path in pathlib.Path('data').rglob('*.yaml'):
    for event in yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader):
        pass
"""
LOAD = "import pathlib; from kbgen.store.tree import load_tree; load_tree(pathlib.Path('.'), cache={cache})"
NOTHING = "pass"
ADDED = " anew"

LIST = """\
id: all
title: All papers
output: README.md
sections:
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="folder of real papers")
    parser.add_argument("--papers", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--readme", type=int, default=100_000, help="entries of the README measured by itself")
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "benchmarks")
    parser.add_argument("--results", type=Path, default=HERE / "results.md")
    options = parser.parse_args()
    options.source, options.work = options.source.resolve(), options.work.resolve()
    if not (options.source / "papers.jsonl.gz").is_file():
        sys.exit(
            f"{options.source} has no papers.jsonl.gz; see benchmarks/make_knowledge_base.py for what it should hold"
        )
    sections = [HEAD.format(machine=machine())]
    for count in options.papers:
        sections.append(measure_size(options.source, options.work, count))
        print(sections[-1], flush=True)
    sections.append(measure_readme(options.source, options.work, options.readme))
    print(sections[-1], flush=True)
    options.results.write_text("\n".join(sections))
    print(f"written to {options.results}")


HEAD = """\
# Measurements

Made by `make bench` on {machine}. Every row is one whole command, its start included; memory is the peak of its largest
process. Seconds depend on what else the machine does; the ratios, of runs made one after the other, say more.
The records are real papers of several public sources; the pages are those of papers, authors, venues, years and topics.
"""


def table(rows: list[tuple[str, Run]]) -> str:
    lines = ["| what | seconds | processor seconds | peak MB |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {name} | {r.seconds:.2f} | {r.processor_seconds:.2f} | {r.megabytes:.0f} |" for name, r in rows]
    return "\n".join(lines)


def measure_size(source: Path, work: Path, count: int) -> str:
    root = work / str(count)
    shutil.rmtree(root, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    run([sys.executable, HERE / "make_knowledge_base.py", source, root, "--papers", str(count)], cwd=work)
    write_list(root)
    rows: list[tuple[str, Run]] = []

    def step(name: str, *command: str | Path, accept: tuple[int, ...] = (0,)) -> Run:
        print(f"{count}: {name} …", file=sys.stderr, flush=True)
        result = run(command, cwd=root, accept=accept)
        rows.append((name, result))
        return result

    step("Python alone", sys.executable, "-c", NOTHING)
    step("libyaml's events, nothing built", sys.executable, "-c", BARE_EVENTS)
    bare = step("`yaml.CSafeLoader`, all files", sys.executable, "-c", BARE_PARSER)
    load = step("load and validate, no cache", sys.executable, "-c", LOAD.format(cache=False))
    step("load and validate, filling the cache", sys.executable, "-c", LOAD.format(cache=True))
    warm = step("load and validate, from the cache", sys.executable, "-c", LOAD.format(cache=True))
    step("`kbgen validate`", KBGEN, "validate", accept=(0, 1))
    step("`kbgen readme`", KBGEN, "readme")
    clear(root)
    cold = step("`kbgen build --no-search`, cold", KBGEN, "build", "--no-search")
    step("`kbgen build --no-search`, unchanged", KBGEN, "build", "--no-search")
    edit(root)
    edited = step("`kbgen build --no-search`, one title edited", KBGEN, "build", "--no-search")
    clear(root)
    searched = step("`kbgen build`, cold, with the full-text index", KBGEN, "build")
    step("`kbgen build`, unchanged", KBGEN, "build")
    edit(root)
    step("`kbgen build`, one title edited", KBGEN, "build")

    pages = rivals.prepare(root / "site", root / "rivals")
    rival = root / "rivals"
    hugo = run([BIN / "hugo", "--quiet"], cwd=rival)
    rivals.written(rival / "out-hugo", pages)
    material = run([BIN / "mkdocs", "build", "--quiet"], cwd=rival)
    rivals.written(rival / "out-mkdocs", pages)
    rows.append(("the same pages, Hugo", hugo))
    rows.append(("the same pages, mkdocs-material", material))
    ratios = [
        ("load and validate, no cache : `yaml.CSafeLoader`", load.seconds / bare.seconds),
        ("load from the cache : `yaml.CSafeLoader`", warm.seconds / bare.seconds),
        ("whole build without the full-text index : Hugo's render", cold.seconds / hugo.seconds),
        ("whole build with the full-text index : mkdocs-material", searched.seconds / material.seconds),
        ("Hugo : mkdocs-material", hugo.seconds / material.seconds),
        ("build after one edited title, seconds", edited.seconds),
    ]
    text = [f"\n## {count:,} papers, {pages:,} pages\n", table(rows), "", "| ratio | |", "| --- | ---: |"]
    text += [f"| {name} | {value:.2f} |" for name, value in ratios]
    return "\n".join([*text, ""])


def clear(root: Path) -> None:
    """Forget everything that earlier builds left."""
    shutil.rmtree(root / "site", ignore_errors=True)
    shutil.rmtree(root / ".kbgen", ignore_errors=True)


def edit(root: Path) -> None:
    """Change one title, as a contributor would: a word more, or one less where an earlier edit put it."""
    for path in sorted((root / "data" / "papers").glob("*/*.yaml"))[7:]:
        text = path.read_text()
        # A title in one line that needs no quotes, with another key behind it.
        if found := re.search(r"^title: (\w[\w ,-]*)\n(?=\w)", text, re.MULTILINE):
            title = found[1].removesuffix(ADDED) if found[1].endswith(ADDED) else found[1] + ADDED
            path.write_text(text[: found.start(1)] + title + text[found.end(1) :])
            return
    sys.exit(f"no paper below {root} has a title in one plain line")


def write_list(root: Path) -> None:
    """A list with a heading for every term, so that the README shows every paper."""
    import yaml

    taxonomy = yaml.safe_load((root / "data" / "taxonomy.yaml").read_text())
    lines = [LIST]
    for axis in taxonomy["axes"]:
        for term in axis["terms"]:
            lines.append(f'  - heading: "{axis["name"]} {term["name"]}"\n')
            lines.append(f'    select: {{topics: {{{axis["id"]}: "{term["id"]}"}}}}\n')
    lines.append("  - {heading: More, select: {}}\n")
    folder = root / "data" / "lists"
    folder.mkdir(parents=True)
    (folder / "all.yaml").write_text("".join(lines))


README_ONLY = """
import resource, sys, time
from pathlib import Path
from benchmarks.make_knowledge_base import choose, read_lines, taxonomy, venues
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList
from kbgen.render.readme.render import render_lists
chosen = choose(read_lines(Path(sys.argv[1]) / "papers.jsonl.gz"), int(sys.argv[2]))
papers = {paper.id: paper for paper, _ in chosen.values()}
terms = taxonomy(papers.values())
sections = [
    {"heading": f"{placed.axis} {placed.term.id}", "select": {"topics": {placed.axis: placed.term.id}}}
    for placed in terms.walk()
]
everything = ReadmeList.model_validate(
    {"id": "all", "title": "All", "output": "README.md", "sections": [*sections, {"heading": "More", "select": {}}]}
)
kb = KnowledgeBase(
    papers=dict(sorted(papers.items())), taxonomy=terms, venues=venues(chosen.values()), lists={"all": everything}
)
begin = time.perf_counter()
files = render_lists(kb, None)
seconds = time.perf_counter() - begin
print(len(papers), round(seconds, 2), len(files), max(len(file.text.encode()) for file in files))
"""


def measure_readme(source: Path, work: Path, count: int) -> str:
    """Rendering alone, in one process: the records are in memory when the clock starts."""
    print(f"README of {count} entries …", file=sys.stderr, flush=True)
    command: list[str | Path] = [sys.executable, "-c", README_ONLY, source.resolve(), str(count)]
    result = run(command, cwd=HERE.parent)
    log = HERE.parent / "benchmark.log"
    entries, seconds, files, largest = log.read_text().split()
    log.unlink()
    return (
        f"\n## A README of {int(entries):,} entries\n\nRendered in {seconds} s into {int(files):,} files, "
        f"the largest of {int(largest):,} bytes; {result.megabytes:.0f} MB at the peak, records included.\n"
    )


if __name__ == "__main__":
    main()
