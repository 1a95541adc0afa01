"""Libraries that only snapshots need, and that are installed only where somebody asks for them."""

from importlib.util import find_spec

from kbgen.model.finding import KbgenError

_LIBRARIES = {"snapshot": ("pyarrow", "ibis", "duckdb"), "spark": ("pyarrow", "ibis", "pyspark")}


def require(extra: str) -> None:
    """Raise :class:`KbgenError` that names the extra where one of its libraries is missing."""
    missing = [name for name in _LIBRARIES[extra] if find_spec(name) is None]
    if missing:
        raise KbgenError(
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed",
            f"install what this needs with: pip install 'kbgen[{extra}]'",
        )
