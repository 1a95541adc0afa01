"""Runs a workflow's job as GitHub does: its own shell steps, with the environment and files that GitHub gives them.

What a step uses from elsewhere (checking out, uploading) is only recorded. An expression that a test gives no value is
an error, so that a workflow cannot read anything that was not thought of.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github/workflows"
FAKE_GH = Path(__file__).with_name("fake_gh.py")

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_TOKEN = re.compile(r"\s*(?:(?P<text>'[^']*')|(?P<sign>&&|\|\||==|!=|!|\(|\))|(?P<name>[\w.-]+))")


def load(path: Path) -> dict[str, Any]:
    """A workflow or an action; the key ``on`` stays a word."""
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return data


@dataclass
class Outcome:
    """What a job did: whether it succeeded, what its steps printed, and what they used."""

    succeeded: bool = True
    printed: str = ""
    used: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    summary: str = ""


class Runner:
    """One job in a checked-out repository; ``context`` holds expressions, ``environment`` variables, by name."""

    def __init__(
        self,
        repository: Path,
        work: Path,
        context: Mapping[str, str],
        event: object = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.repository = repository
        self.work = work
        self.fake = work / "github"
        self.context: dict[str, str] = {"github.token": "token", "runner.temp": str(work / "temp"), **context}
        self.environment = dict(environment or {})
        self.outcome = Outcome()
        (work / "temp").mkdir(parents=True, exist_ok=True)
        self.fake.mkdir(exist_ok=True)
        (work / "event.json").write_text(json.dumps(event))
        self._stubs()

    def _stubs(self) -> None:
        stubs = self.work / "bin"
        stubs.mkdir(exist_ok=True)
        self._script(stubs / "gh", f'exec "{sys.executable}" "{FAKE_GH}" "$@"')
        python = f'mkdir -p .venv/bin\nfor name in python kbgen; do cp "{stubs}/$name" .venv/bin/; done'
        self._script(stubs / "make", python)
        self._script(stubs / "python", f'exec "{sys.executable}" "$@"')
        self._script(stubs / "kbgen", f'exec "{sys.executable}" -m kbgen "$@"')

    def _script(self, path: Path, text: str) -> None:
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def run(self, workflow: str, job: str) -> Outcome:
        """Run a job; a failed step ends it but for the steps that ask to run all the same."""
        definition = load(WORKFLOWS / workflow)["jobs"][job]
        if "if" in definition and not self._holds(definition["if"]):
            self.outcome.succeeded = False
            self.outcome.printed = "skipped"
            return self.outcome
        for step in definition["steps"]:
            self._step(step, self.context)
        return self.outcome

    def _step(self, step: Mapping[str, Any], context: Mapping[str, str]) -> None:
        condition = step.get("if", "success()")
        if "cancelled()" not in condition:
            condition = f"success() && ({condition.removeprefix('${{').removesuffix('}}')})"
        if not self._holds(condition):
            return
        values = {name: self._filled(text, context) for name, text in (step.get("with") or {}).items()}
        if "uses" not in step:
            self._shell(step, context)
            return
        self.outcome.used.append((step["uses"].split("@")[0], values))
        if step["uses"].startswith("$/"):
            action = load(ROOT / step["uses"].removeprefix("$/") / "action.yml")
            inputs = {name: values.get(name, one.get("default", "")) for name, one in action["inputs"].items()}
            # Inside an action only its own steps count for success(), whatever failed in the job before it.
            before, self.outcome.succeeded = self.outcome.succeeded, True
            for inner in action["runs"]["steps"]:
                self._step(inner, {f"inputs.{name}": value for name, value in inputs.items()})
            self.outcome.succeeded = self.outcome.succeeded and before

    def _shell(self, step: Mapping[str, Any], context: Mapping[str, str]) -> None:
        outputs, summary = self.work / "outputs", self.work / "summary"
        outputs.write_text("")
        own = {name: self._filled(text, context) for name, text in (step.get("env") or {}).items()}
        env = {
            "PATH": f"{self.work / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.work),
            "LANG": "C.UTF-8",
            "GH_FAKE": str(self.fake),
            "GIT_CONFIG_GLOBAL": str(self.work / "gitconfig"),
            "GITHUB_EVENT_PATH": str(self.work / "event.json"),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_REPOSITORY": "kbgen/kbgen",
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(self.work / "temp"),
        }
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        run = subprocess.run(
            bash,
            cwd=self.repository,
            env={**self.environment, **env, **own},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        self.outcome.printed += run.stdout + run.stderr
        self.outcome.succeeded = self.outcome.succeeded and run.returncode == 0
        self.outcome.summary = summary.read_text() if summary.exists() else ""
        for line in outputs.read_text().splitlines():
            name, _, value = line.partition("=")
            self.context[f"steps.{step['id']}.outputs.{name}"] = value

    def _filled(self, text: str, context: Mapping[str, str]) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1], context), text)

    def _value(self, name: str, context: Mapping[str, str]) -> str:
        if name in context:
            return context[name]
        if re.fullmatch(r"steps\.\w+\.outputs\.\w+", name):
            return self.context.get(name, "")
        raise KeyError(f"a step reads {name}")

    def _holds(self, condition: str) -> bool:
        """Whether a condition holds: names, texts, comparisons, and, or, not."""
        text = condition.removeprefix("${{").removesuffix("}}")
        words = []
        for found in _TOKEN.finditer(text):
            if found["text"]:
                words.append(found["text"])
            elif found["sign"]:
                words.append({"&&": " and ", "||": " or ", "!": " not "}.get(found["sign"], found["sign"]))
            elif found["name"] in {"success", "cancelled"}:
                words.append(found["name"])
            else:
                words.append(repr(self._value(found["name"], self.context)))
        functions = {"success": lambda: self.outcome.succeeded, "cancelled": lambda: False}
        return bool(eval("".join(words).strip(), {"__builtins__": {}}, functions))

    def calls(self) -> list[dict[str, Any]]:
        """What GitHub was asked to do or to tell."""
        path = self.fake / "calls.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def written(self) -> list[dict[str, Any]]:
        """The comments that were written."""
        return [call for call in self.calls() if "method" in call]
