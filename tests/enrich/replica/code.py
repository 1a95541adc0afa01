"""What the services that know code, models, data and addresses answer when all is well."""

import re
from typing import Any

from tests.enrich import answers
from tests.enrich.replica.knowledge import Knowledge
from tests.enrich.replica.reply import Asked, Reply, json_reply

_SLOW_BATCH = 100


def github(asked: Asked, known: Knowledge) -> Reply:
    """https://docs.github.com/rest and GraphQL, which answers nobody without a token."""
    if asked.path == "graphql":
        if "Authorization" not in asked.headers:
            return json_reply({"message": "This endpoint requires you to be authenticated."}, 401)
        return _graphql(asked.body["query"], known)
    text = known.github_files.get(asked.path.lower())
    if text is not None:
        return Reply(text.encode(), media_type="application/vnd.github.raw+json")
    repository = known.github.get(asked.path.lower())
    if isinstance(repository, str):
        return Reply(status=301, headers={"Location": f"/{asked.service}/{repository}"})
    return json_reply(repository) if repository else json_reply({"message": "Not Found"}, 404)


def _graphql(query: str, known: Knowledge) -> Reply:
    data: dict[str, Any] = {}
    errors = []
    asked = re.findall(r'(\w+): repository\(owner: "([^"]+)", name: "([^"]+)"\)', query)
    if len(asked) > _SLOW_BATCH:
        return Reply(b"<html><h1>502 Bad Gateway</h1></html>", 502, "text/html")
    for alias, owner, name in asked:
        found = known.github.get(f"repos/{owner}/{name}".lower())
        found = known.github.get(found) if isinstance(found, str) else found
        data[alias] = answers.github_node(found) if found else None
        if found is None:
            errors.append({"type": "NOT_FOUND", "path": [alias], "message": "Could not resolve to a Repository"})
    return json_reply({"data": data, **({"errors": errors} if errors else {})})


def hugging_face(asked: Asked, known: Knowledge) -> Reply:
    """https://huggingface.co/docs/hub/api: a paper's page, and the repositories that name the paper."""
    if found := re.fullmatch(r"api/papers/([^/]+)", asked.path):
        paper = known.hugging_face.get(found[1])
        return json_reply(paper) if paper else json_reply({"error": "Paper not found"}, 404)
    if found := re.fullmatch(r"api/arxiv/([^/]+)/repos", asked.path):
        return json_reply(known.hugging_face_repositories.get(found[1], {"models": [], "datasets": [], "spaces": []}))
    if found := re.fullmatch(r"api/(models|datasets|spaces)", asked.path):
        named = asked.query.get("filter", "").removeprefix("arxiv:")
        return json_reply(known.hugging_face_repositories.get(named, {}).get(found[1], []))
    return json_reply({"error": "Not Found"}, 404)


def doi(asked: Asked, known: Knowledge) -> Reply:
    """https://www.doi.org/doi-handbook/HTML/rest-api-proxy.html."""
    name = asked.path.removeprefix("api/handles/").lower()
    return json_reply({"responseCode": 1}) if name in known.crossref else json_reply({"responseCode": 100}, 404)


def archive(_: Asked, __: Knowledge) -> Reply:
    """https://archive.org/help/wayback_api.php; nothing has a copy."""
    return json_reply({"archived_snapshots": {}})
