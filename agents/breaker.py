"""A circuit breaker (熔断): after several failures in a row, what keeps failing is left alone for a while."""

from __future__ import annotations

import threading
import time


class Breaker:
    def __init__(self, failures: int, pause_seconds: float) -> None:
        self._limit = failures
        self._pause = pause_seconds
        self._failed = 0
        self._opens_at = 0.0
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        """True while it is left alone; afterwards one try decides."""
        with self._lock:
            return time.monotonic() < self._opens_at

    def succeeded(self) -> None:
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failed >= self._limit:
                self._opens_at = time.monotonic() + self._pause
                self._failed = self._limit - 1
