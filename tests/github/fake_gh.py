"""Stands in for GitHub's command line: answers from a folder that plays GitHub, and records what it was asked to do.

The folder ``GH_FAKE`` holds ``pulls.json`` and ``comments.json`` (what the API would list), ``artifacts/NAME`` (what a
run left behind) and ``calls.jsonl``, to which every call is added with the body it sent.
"""

import importlib
import itertools
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

FAKE = Path(os.environ["GH_FAKE"])


def main(arguments: list[str]) -> None:
    if not os.environ.get("GH_TOKEN"):
        sys.exit("gh: no token")
    call: dict[str, object] = {"arguments": arguments}
    match arguments:
        case ["auth", "setup-git"]:
            pass
        case ["api", *rest]:
            api(rest, call)
        case ["run", "download", run, *rest]:
            source = FAKE / "artifacts" / option(rest, "--name")
            if not source.is_dir():
                sys.exit(f"gh: run {run} has no such artifact")
            shutil.copytree(source, option(rest, "--dir"), symlinks=True)
        case ["pr", "list", *rest]:
            show([pull for pull in load("pulls.json") if pull["head"]["ref"] == option(rest, "--head")], rest)
        case ["pr", "create", *rest]:
            call["body"] = sys.stdin.read()
            pulls = load("pulls.json")
            pulls.append({"number": 100 + len(pulls), "head": {"ref": option(rest, "--head")}})
            save("pulls.json", pulls)
        case _:
            sys.exit(f"gh: unexpected {arguments}")
    with (FAKE / "calls.jsonl").open("a") as file:
        file.write(json.dumps(call) + "\n")


def api(arguments: list[str], call: dict[str, object]) -> None:
    path = next(one for one in arguments if one.startswith("repos/"))
    method = option(arguments, "--method") if "--method" in arguments else "GET"
    if method != "GET":
        name, _, file = option(arguments, "--field").partition("=@")
        call.update({"method": method, "path": path, name: Path(file).read_text()})
    elif path.endswith("/pulls"):
        fields = [value for flag, value in itertools.pairwise(arguments) if flag == "--raw-field"]
        head = dict(field.split("=", 1) for field in fields)["head"]
        show([pull for pull in load("pulls.json") if pull["head"]["label"] == head], arguments)
    else:
        number = path.split("/")[-2]
        show([one for one in load("comments.json") if str(one["issue"]) == number], arguments)


def show(answer: object, arguments: list[str]) -> None:
    jq = importlib.import_module("jq")
    for value in jq.compile(option(arguments, "--jq")).input_value(answer).all():
        sys.stdout.write(f"{value}\n")


def option(arguments: list[str], name: str) -> str:
    return arguments[arguments.index(name) + 1]


def load(name: str) -> list[dict[str, Any]]:
    path = FAKE / name
    found: list[dict[str, Any]] = json.loads(path.read_text()) if path.exists() else []
    return found


def save(name: str, value: object) -> None:
    (FAKE / name).write_text(json.dumps(value))


main(sys.argv[1:])
