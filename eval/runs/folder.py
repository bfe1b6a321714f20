"""The folder of one run: `run.json` says who was asked what, a file of samples a task, `summary.json` the figures."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import JsonValue, ValidationError
from pydantic_core import to_json

from knowledge import Wire
from knowledge.errors import StoreUnavailable
from tools import ToolError

from ..targets.target import Identity
from ..task import AnyCase, AnyTask
from .journal import Journal, read_samples
from .provenance import Provenance
from .sample import Sample, key_of

RUN, SUMMARY, FILES = "run.json", "summary.json", "files"


class TaskLine(Wire):
    name: str
    version: int
    cases: int
    digest: str
    """Of all cases and what is right for each."""


class RunFile(Wire):
    form: Literal[1] = 1
    name: str
    started: datetime
    target: str
    """As typed after --against."""
    identity: Identity
    tasks: tuple[TaskLine, ...]
    seed: int
    limit: int | None
    """Cases drawn from each task; None: all."""
    at_once: int
    patience_s: float
    max_tokens: int
    provenance: Provenance
    settings: JsonValue = None
    """In force, without secrets."""


class RunFolder:
    def __init__(self, path: Path, run: RunFile | None = None) -> None:
        self.path = path
        self._run = run

    @classmethod
    def reserve(cls, path: Path) -> RunFolder:
        """A new folder, for a run that is still being planned."""
        try:
            path.mkdir(parents=True)
        except FileExistsError:
            raise ToolError(f"{path} 已经有了；换一个 --out，或用 --resume {path} 接着跑") from None
        except OSError as error:
            raise StoreUnavailable(f"评测结果写不进 {path}：{error.strerror}") from error
        return cls(path)

    def begin(self, run: RunFile) -> None:
        self._run = run
        try:
            write_whole(self.path / RUN, run.model_dump_json(indent=1))
        except OSError as error:
            raise StoreUnavailable(f"评测结果写不进 {self.path}：{error.strerror}") from error

    @property
    def run(self) -> RunFile:
        assert self._run is not None, "a run is planned before it is read"
        return self._run

    @classmethod
    def open(cls, path: Path) -> RunFolder:
        try:
            return cls(path, RunFile.model_validate_json((path / RUN).read_bytes()))
        except FileNotFoundError:
            raise ToolError(f"{path} 不是一次评测的文件夹：里面没有 {RUN}") from None
        except OSError as error:
            raise StoreUnavailable(f"{path / RUN} 读不出来：{error.strerror}") from error
        except ValidationError as error:
            raise ToolError(f"{path / RUN} 读不懂，可能是别的版本写的：{error.errors()[0]['msg']}") from None

    def journal(self, task: str, *, retry_failed: bool = False) -> Journal:
        return Journal(self._samples(task), retry_failed=retry_failed)

    def samples(self, task: str) -> list[Sample]:
        """Of those that were asked; empty when the task was not reached."""
        return read_samples(self._samples(task)) if self._samples(task).exists() else []

    @property
    def files(self) -> Path:
        """Where cases keep the files they name."""
        return self.path / FILES

    def _samples(self, task: str) -> Path:
        return self.path / f"{task.partition(':')[0]}.jsonl"


def task_line(task: AnyTask, cases: Sequence[AnyCase]) -> TaskLine:
    digest = hashlib.blake2b(digest_size=12)
    for case in cases:
        digest.update(key_of(case).encode() + to_json(case.expected) + b"\n")
    return TaskLine(name=task.name, version=task.version, cases=len(cases), digest=digest.hexdigest())


def write_whole(path: Path, text: str) -> None:
    """All of it or nothing, on the disk when this returns."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
