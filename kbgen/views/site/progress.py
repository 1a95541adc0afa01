"""The chart of a leaderboard: every dated result, and the best value until each year as a line of steps."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from kbgen.model.metrics import Better
from kbgen.model.words import _, number
from kbgen.views.charts import Cell, Chart, Heading, Row
from kbgen.views.site.parts import Ref


def best_so_far(results: Iterable[tuple[int, float]], better: Better) -> dict[int, float]:
    """For each year with a result the best value until then, oldest first."""
    pick: Callable[[float, float], float] = max if better == "higher" else min
    ordered = sorted(results)
    best = accumulate((value for _, value in ordered), pick)
    return dict(zip((year for year, _ in ordered), best, strict=True))


def progress(
    anchor: str, metric: str, unit: str | None, results: Sequence[tuple[int, float, Ref]], better: Better
) -> Chart | None:
    """The chart of results, each a year, a value and its paper; ``None`` where fewer than two years have one.

    The first row is the best value until each year. The others hold the results of each year, in the order given.
    """
    best = best_so_far(((year, value) for year, value, _ in results), better)
    if len(best) < 2:
        return None
    first, last = min(best), max(best)
    years = range(first, last + 1)
    of_year: dict[int, list[Cell]] = {year: [] for year in years}
    for year, value, paper in results:
        of_year[year].append(
            Cell(value, paper.url, _("{value}: {paper} ({year})", value=number(value), paper=paper.name, year=year))
        )
    most = max(map(len, of_year.values()))
    reported = zip(*(of_year[year] + [Cell(None)] * (most - len(of_year[year])) for year in years), strict=True)
    return Chart(
        id=f"{anchor}-progress",
        kind="steps",
        title=_("{name} over the years", name=metric),
        columns=tuple(Heading(str(year)) for year in years),
        rows=(
            Row(
                Heading(_("Best until then ({unit})", unit=unit) if unit else _("Best until then")),
                tuple(Cell(best.get(year)) for year in years),
            ),
            *(
                Row(Heading(_("Result {number} of the year", number=place)), cells)
                for place, cells in enumerate(reported, 1)
            ),
        ),
        unit=unit or "",
        across=_("Year"),
        down="",
        note=_(
            "The best known value went from {before} in {first} to {after} in {last}. "
            "Full dots are the results that reached the best value of their time, rings the others.",
            before=number(best[first]),
            first=first,
            after=number(best[last]),
            last=last,
        ),
    )
