"""A bar for what takes longer than two seconds, on stderr so that results stay clean."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ..node import Node, reach
from ..settings import Settings

PATIENCE = 2.0
"""Seconds before anything is shown."""
STEP = 10.0
"""Seconds between lines where there is no terminal to redraw a bar on."""
WIDTH = 24


class Bar:
    """Called with what is done, how much of how many; `total` 0 is not known."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._started = self._shown = time.monotonic()
        self._what = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._started < PATIENCE:
            return
        if self._live:
            full = WIDTH * done // total if total else 0
            bar = f"{'█' * full}{'░' * (WIDTH - full)} {done}/{total}" if total else str(done)
            self._write(f"\r\033[K{what} {bar} {now - self._started:.0f} 秒")
        elif what != self._what or now - self._shown >= STEP:
            self._write(f"{what} {done}/{total}\n" if total else f"{what} {done}\n")
            self._shown = now
        self._what = what

    def close(self) -> None:
        if self._live and self._what:
            self._write("\r\033[K")
        self._what = ""

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


@contextmanager
def at_node(settings: Settings) -> Iterator[Node]:
    """The node, with a bar should it have to be built first."""
    bar = Bar()
    try:
        with reach(settings, bar) as node:
            bar.close()
            yield node
    finally:
        bar.close()
