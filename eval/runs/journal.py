"""The samples of one task, a JSON line each, as they come: what is written survives a kill at any moment."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from knowledge.errors import StoreUnavailable

from .sample import Sample

_SYNC_SECONDS = 0.2
"""A line reaches the system at once and survives the process; the disk has it after this long."""


class Journal:
    """`kept` are the samples found there: half lines and lines that are no sample are dropped, to be done again."""

    def __init__(self, path: Path, *, retry_failed: bool = False) -> None:
        self.path = path
        self._retry_failed = retry_failed
        self.kept: list[Sample] = []
        self.dropped = 0
        try:
            self._read()
            self._file: IO[bytes] = path.open("ab", buffering=0)
        except OSError as error:
            raise _unwritable(path, error) from error
        self._synced = time.monotonic()

    def add(self, sample: Sample) -> None:
        """StoreUnavailable when the disk does not take it."""
        line = sample.model_dump_json().encode() + b"\n"
        try:
            written = self._file.write(line)
            if written != len(line):
                raise OSError(28, "No space left on device")
            if time.monotonic() - self._synced > _SYNC_SECONDS:
                os.fsync(self._file.fileno())
                self._synced = time.monotonic()
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def close(self) -> None:
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _unwritable(self.path, error) from error
        finally:
            self._file.close()

    def _read(self) -> None:
        if not self.path.exists():
            return
        content = self.path.read_bytes()
        lines: list[bytes] = []
        for line in content.splitlines(keepends=True):
            sample = _sample(line)
            if sample is None or (self._retry_failed and sample.state == "failed"):
                self.dropped += 1
            else:
                self.kept.append(sample)
                lines.append(line)
        if self.dropped:
            partial = self.path.with_suffix(".partial")
            partial.write_bytes(b"".join(lines))
            partial.replace(self.path)


def read_samples(path: Path) -> list[Sample]:
    """Of a run that is over or under way, without touching it; a half line at the end is left out."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unwritable(path, error) from error
    return [sample for line in content.splitlines(keepends=True) if (sample := _sample(line)) is not None]


def _sample(line: bytes) -> Sample | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return Sample.model_validate_json(line)
    except ValidationError:
        return None


def _unwritable(path: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(
        f"评测记录 {path} 读写不了：{error.strerror}；已评的样本都留着，腾出空间或改好权限后用 --resume 接着跑"
    )
