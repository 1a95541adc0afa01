"""Where the files of the API lie."""

VERSION = 1
FOLDER = f"api/v{VERSION}"
"""The folder on the site."""

FILES: dict[str, str] = {
    "index": "index.json",
    "papers": "papers.json",
    "paper": "papers/{id}.json",
    "datasets": "datasets.json",
    "topics": "topics.json",
    "authors": "authors.json",
    "venues": "venues.json",
    "citations": "citations.json",
    "graph": "graph.json",
}
"""Each kind of file with its place below :data:`FOLDER`."""
