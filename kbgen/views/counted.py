"""Numbers that services count of a paper, as lists show and sort by them; ``None`` where nobody has counted."""

from kbgen.model.enrichment import Known

SHOWN = ("citation_count", "repositories")
"""The fields of the overlay that these numbers are read from."""


def citation_count(known: Known) -> int | None:
    """How many works cite the paper anywhere, as a service counts them."""
    return _number(known["citation_count"].value) if "citation_count" in known else None


def stars(known: Known) -> int | None:
    """Stars of the first of the paper's repositories whose stars are known; the record names the paper's own first."""
    if "repositories" not in known:
        return None
    listed = known["repositories"].value
    entries = listed if isinstance(listed, list) else []
    counts = (_number(one.get("stars")) for one in entries if isinstance(one, dict))
    return next((count for count in counts if count is not None), None)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
