"""``python -m kbgen`` is ``kbgen``."""

from kbgen.cli.main import main

main()
