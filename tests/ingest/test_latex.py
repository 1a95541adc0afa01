"""LaTeX in fields becomes the text that a reader of the printed bibliography sees, whatever state it is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.ingest.latex import address_of_latex, addresses_in, text_of_latex


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"O}sterle and Erd\H{o}s", "Österle and Erdős"),
        (r"na{\"\i}ve \o{} \aa{} {\ss}", "naïve ø å ß"),
        (r"{\v S}koda {\c S} \u{g} \k{a}", "Škoda Ş ğ ą"),
        ("{GAN}s for {BERT}", "GANs for BERT"),
        (r"{\bf Deep} \emph{Learning} with \textsc{Foo}", "Deep Learning with Foo"),
        (r"$\ell_1$ and $H_2O$ and $10^{-3}$", "ℓ₁ and H₂O and 10⁻³"),
        (r"CO{$_2$} at \ensuremath{\beta} and \(x^2\)", "CO₂ at β and x²"),
        (r"x\textsuperscript{2} and x\textsubscript{i}", "x² and x_i"),
        (r"a~b -- c --- d ``quoted''", "a b – c — d “quoted”"),
        (r"10\% and 20% \& \$5", "10% and 20% & $5"),
        ("From $5 to $6", "From $5 to $6"),
        (r"Al\$\_x\$In\$\_\{1-x\}\$As", "AlₓIn₁₋ₓAs"),
        (r"{\LaTeX} and \TeX{}book", "LaTeX and TeXbook"),
        (r"\noopsort{1973}Title", "Title"),
        (r"\href{https://a.example}{Words}", "Words"),
        (r"two  spaces" "\n\tand a line", "two spaces and a line"),
        ("broken { brace", "broken brace"),
        (r"\unknown{word} stays", "word stays"),
    ],
)
def test_latex_is_read_as_it_is_printed(latex: str, text: str) -> None:
    assert text_of_latex(latex) == text


@given(st.text(alphabet="\\{}$^_~%&#'`\"-abcé \n[]", max_size=40))
def test_whatever_stands_in_a_field_gives_one_line_of_text(latex: str) -> None:
    text = text_of_latex(latex)
    assert text == " ".join(text.split())


@pytest.mark.parametrize(
    ("latex", "address"),
    [
        (r"\url{https://a.example/c\_d%20e}", "https://a.example/c_d%20e"),
        (r"https://a.example/b{\_}c\&d", "https://a.example/b_c&d"),
        ("<https://a.example/>", "https://a.example/"),
        (r"\href{https://a.example/x}{the page}", "https://a.example/x"),
    ],
)
def test_addresses_lose_their_commands_and_escapes(latex: str, address: str) -> None:
    assert address_of_latex(latex) == address


def test_a_remark_gives_only_the_addresses_that_it_marks() -> None:
    assert addresses_in(r"Available at \url{https://a.example} and \url{https://b.example}") == [
        "https://a.example",
        "https://b.example",
    ]
    assert addresses_in("https://a.example/x") == ["https://a.example/x"]
    assert addresses_in("see https://a.example") == []
