"""One page with everything inside: it opens offline, fetches nothing, and shows no text as anything but text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from ..catalog import task_named
from ..runs.folder import RunFolder
from ..runs.summary import RunSummary
from .browsed import browsed
from .parts import heading, overview, task_section, tasks_of

_HERE = Path(__file__).resolve().parent


def page(folders: Sequence[RunFolder], summaries: Sequence[RunSummary]) -> str:
    tasks = tasks_of(summaries)
    body = [*heading(summaries), *overview(summaries)]
    for name in tasks:
        body += task_section(name, summaries)
    names = [f"{summary.run.target}（{summary.run.name}）" for summary in summaries]
    parts = {
        "title": escape(f"规言评测报告：{'、'.join(summary.run.target for summary in summaries)}"),
        "style": _asset("page.css"),
        "script": _asset("page.js"),
        "body": "\n".join(body),
        "data": _data(folders, list(tasks), names),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _asset("page.html"))


def _data(folders: Sequence[RunFolder], tasks: Sequence[str], names: Sequence[str]) -> str:
    """As JSON in which no tag can begin."""
    known = {name: task_named(name) for name in tasks}
    samples = [
        browsed(sample, line.name, place)
        for place, folder in enumerate(folders)
        for line in folder.run.tasks
        if line.name in known
        for sample in folder.samples(line.name)
    ]
    plain = {
        "runs": list(names),
        "tasks": {name: task.title for name, task in known.items()},
        "titles": {name: {scorer.name: scorer.title for scorer in task.scorers} for name, task in known.items()},
        "samples": samples,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
