"""Replies of earlier runs of the same target, to be judged again without asking again."""

from __future__ import annotations

from pathlib import Path

from tools import ToolError

from ..targets.target import Identity
from .folder import RUN, RunFolder
from .sample import Sample


def run_folders(folder: Path) -> list[RunFolder]:
    """Newest first; folders that are no run, or of another form, are passed over."""
    found = []
    for path in sorted(folder.glob(f"*/{RUN}")):
        try:
            found.append(RunFolder.open(path.parent))
        except ToolError:
            continue
    return sorted(found, key=lambda one: one.run.started, reverse=True)


def earlier_samples(folder: Path, identity: Identity) -> dict[str, Sample]:
    """Key → sample with a reply, the newest where there are several."""
    known: dict[str, Sample] = {}
    for run in reversed(run_folders(folder)):
        if run.run.identity == identity:
            for line in run.run.tasks:
                known.update((s.key, s) for s in run.samples(line.name) if s.reply is not None)
    return known
