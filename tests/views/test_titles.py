import pytest

from kbgen.views.titles import readable_title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("AstroM$^3$: A model", "AstroM³: A model"),
        ("About $O(n^2)$ time", "About O(n²) time"),
        (r"$\alpha$-divergence and $\beta_{12}$", "α-divergence and β₁₂"),
        (r"$\mathcal{L}$-smooth", "ℒ-smooth"),
        (r"$\ell_p$ norms", "ℓₚ norms"),
        ("From $5 to $10", "From $5 to $10"),
        ("A $ sign alone", "A $ sign alone"),
        ("{Braces} and 100% stay", "{Braces} and 100% stay"),
        (r"$x^{\prime}$ stays readable", "x^' stays readable"),
    ],
)
def test_mathematics_is_shown_as_text(title: str, shown: str) -> None:
    assert readable_title(title) == shown


@pytest.mark.parametrize("title", ["$\\", "$$", "$$$", "$}{$", r"$\frac{$", "$^$", r"$\begin{x}$"])
def test_broken_mathematics_does_not_break_the_page(title: str) -> None:
    assert isinstance(readable_title(title), str)
