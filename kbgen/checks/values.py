"""Results and sizes.

Numbers are shown in tables and compared; these rules hold them against what they can mean.
"""

from collections.abc import Iterator

from kbgen.checks.fixes import take_away
from kbgen.checks.rule import Problem, rule
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.store.tree import Tree


@rule("KB601", "percentage-out-of-range")
def percentage_out_of_range(tree: Tree) -> Iterator[Problem]:
    """A result in percent lies below 0 or above 100.

    It is a slip of typing, or the unit is another one.
    """
    for file, paper in tree.of_kind("paper", Paper):
        for index, row in enumerate(paper.results):
            if row.unit == "%" and not 0 <= row.value <= 100:
                place = tree.place_in(file.path, "results", index, "value")
                subject = f"{row.dataset}/{row.metric}/{row.value:g}"
                yield Problem(place, f"{row.value:g} is not a percentage", "check value and unit", subject)


@rule("KB602", "repeated-result")
def repeated_result(tree: Tree) -> Iterator[Problem]:
    """A paper reports two numbers for one dataset, task, metric and model.

    A table could show only one of them. Say with `model` or `task` what tells them apart, or keep the better one.
    """
    for file, paper in tree.of_kind("paper", Paper):
        seen: set[tuple[str | None, ...]] = set()
        for index, row in enumerate(paper.results):
            key = (row.dataset, row.task, row.metric, row.model, row.unit)
            if key in seen:
                what = " ".join(filter(None, key[:4]))
                place = tree.place_in(file.path, "results", index)
                fix = take_away(file.path, ("results", index)) if row in paper.results[:index] else ()
                yield Problem(place, f"a second number for {what}", "say what tells the two apart", what, fix)
            seen.add(key)


@rule("KB603", "negative-size")
def negative_size(tree: Tree) -> Iterator[Problem]:
    """A dataset holds fewer than no items.

    `count` is the number of items, as a number; `text` keeps the source's words.
    """
    for file, dataset in tree.of_kind("dataset", Dataset):
        for index, size in enumerate(dataset.sizes):
            if size.count is not None and size.count < 0:
                place = tree.place_in(file.path, "sizes", index, "count")
                yield Problem(place, f"{size.count:g} {size.of}", "write how many there are", size.of)


@rule("KB604", "dataset-named-twice")
def dataset_named_twice(tree: Tree) -> Iterator[Problem]:
    """A paper names one dataset twice in the same role.

    Put what the two rows say into one.
    """
    for file, paper in tree.of_kind("paper", Paper):
        seen: set[tuple[str, str]] = set()
        for index, row in enumerate(paper.datasets):
            if (row.dataset, row.role) in seen:
                place = tree.place_in(file.path, "datasets", index, "dataset")
                message = f'"{row.dataset}" is named twice as "{row.role}"'
                fix = take_away(file.path, ("datasets", index)) if row in paper.datasets[:index] else ()
                yield Problem(place, message, "keep one row", f"{row.dataset}/{row.role}", fix)
            seen.add((row.dataset, row.role))
