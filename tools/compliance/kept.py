"""The last reviews, kept in memory so that a map, a report or evidence can still be had of them."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict

from ..tool import ToolError
from .facts.book import FactBook
from .review import Asked, Review, Reviewer

_MOST = 50


class KeptReviews:
    """The same question of the same site and layers is the same review."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[Review, Reviewer]] = OrderedDict()
        self._lock = threading.Lock()

    def made(self, reviewer: Reviewer, asked: Asked) -> Review:
        review = reviewer.review(asked)
        name = _name(reviewer, asked)
        named = Review(
            review.compliance.model_copy(update={"review": name}), asked, review.site, review.checked, review.readings
        )
        with self._lock:
            self._kept[name] = (named, reviewer)
            self._kept.move_to_end(name)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return named

    def of(self, name: str) -> tuple[Review, Reviewer]:
        """ToolError where it was never made, or has given way to newer ones."""
        with self._lock:
            found = self._kept.get(name)
        if found is None:
            raise ToolError(f"没有编号为“{name[:40]}”的审查，或已让位给较新的；请重新审查")
        return found


def _name(reviewer: Reviewer, asked: Asked) -> str:
    said = [
        str(reviewer.workspace.folder), asked.site.sha256, asked.site.name, asked.date.isoformat(),
        FactBook(asked.facts).given(), asked.tolerance_m2,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:24]
