"""A local server with the services' real paths, limits and errors: it answers with made-up records.

It misbehaves when told to. Each service stands under its own name (``/arxiv/api/query``), as settings allow.
``python -m tests.enrich.replica`` runs it by itself and prints the variables that lead ``kbgen`` there.
"""

from tests.enrich.replica.knowledge import Knowledge
from tests.enrich.replica.reply import Asked, Reply, json_reply
from tests.enrich.replica.server import Replica, running

__all__ = ["Asked", "Knowledge", "Replica", "Reply", "json_reply", "running"]
