"""How a reader cites a paper: one reference in several formats, to be copied or downloaded."""

from kbgen.views.view import View


class Reference(View, frozen=True):
    """A reference in one format.

    ``id`` names the format in addresses and styles, ``label`` is what readers call it. ``file`` is the name under which
    it is downloaded and ``media_type`` what it is then; both are empty for text that belongs into a sentence.
    """

    id: str
    label: str
    text: str
    file: str = ""
    media_type: str = ""


def cite_box(key: str, bibtex: str, biblatex: str, ris: str, csl_json: str, apa: str) -> tuple[Reference, ...]:
    """The references of a paper's cite box; ``key`` is the paper's citation key, the rest one reference a format."""
    return (
        Reference("bibtex", "BibTeX", bibtex.strip(), f"{key}.bib", "application/x-bibtex"),
        Reference("biblatex", "BibLaTeX", biblatex.strip(), f"{key}-biblatex.bib", "application/x-bibtex"),
        Reference("ris", "RIS", ris.rstrip("\n"), f"{key}.ris", "application/x-research-info-systems"),
        Reference("csl", "CSL-JSON", csl_json, f"{key}.json", "application/vnd.citationstyles.csl+json"),
        Reference("apa", "APA", apa),
    )
