"""A real service in a process of its own, and commands run with the same settings."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Place:
    """A node's own folders: what a command needs to find the stores, and the service when one runs."""

    folder: Path
    workspace: Path | None = None

    def command(self, *arguments: str) -> list[str]:
        variables = {"GUIYAN_KNOWLEDGE__FOLDER": self.folder / "kb", "GUIYAN_STATE_FOLDER": self.folder / "state"}
        if self.workspace is not None:
            variables["GUIYAN_SPATIAL__WORKSPACE"] = self.workspace
        return ["env", *(f"{n}={v}" for n, v in variables.items()), sys.executable, "-m", "serve", *arguments]

    def run(self, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), cwd=ROOT, input=given, capture_output=True, text=True, check=False, timeout=110
        )


def prepared(folder: Path, built: Path, workspace: Path | None = None) -> Place:
    """A copy of the built national laws to do with as one likes."""
    shutil.copytree(built, folder / "kb")
    return Place(folder, workspace)


@contextmanager
def running(place: Place) -> Iterator[str]:
    """The address of a service on a free port; stopped in the end as an operator would."""
    service = subprocess.Popen(
        place.command("up", "--port", "0"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield _address(service)
    finally:
        service.terminate()
        service.communicate(timeout=60)


def _address(service: subprocess.Popen[str]) -> str:
    said = ""
    assert service.stdout is not None
    for line in service.stdout:
        said += line
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0]
    raise AssertionError(f"the service did not start: {said}")
