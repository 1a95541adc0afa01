"""The kind of value that templates are given."""

import msgspec


class View(msgspec.Struct, frozen=True, gc=False):
    """A plain frozen value. Hundreds of thousands are made for one site, and they hold no cycles to collect."""
