"""kbgen: a literature knowledge base that lives in Git, and the tool that makes it."""

__version__ = "0.1.0"
