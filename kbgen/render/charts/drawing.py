"""Vega-Lite at work, in a process of its own.

``python -m kbgen.render.charts.drawing`` reads specifications from its input and writes their SVGs to its output, both
as JSON lists. The library starts threads, which must not be there when the build's own processes fork.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

from kbgen.model.finding import KbgenError
from kbgen.render.charts.specification import VERSION, Specification


def drawn(specifications: Sequence[Specification]) -> list[str]:
    """What Vega-Lite makes of each. Raises :class:`KbgenError` with its words where it fails."""
    run = subprocess.run(
        [sys.executable, "-m", __name__],
        input=json.dumps(specifications),
        capture_output=True,
        encoding="utf-8",
    )
    if run.returncode:
        last = (run.stderr.strip().splitlines() or ["no word of why"])[-1]
        raise KbgenError(f"the charts could not be drawn: {last}")
    found: list[str] = json.loads(run.stdout)
    return found


def main() -> None:
    """Draw what stands on the input."""
    import vl_convert

    asked = json.loads(sys.stdin.buffer.read())
    # No address is allowed: a chart holds its data.
    made = [vl_convert.vegalite_to_svg(one, vl_version=VERSION, allowed_base_urls=[]) for one in asked]
    sys.stdout.buffer.write(json.dumps(made).encode())


if __name__ == "__main__":
    main()
