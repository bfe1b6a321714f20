"""Names that this node's own data give to words: regions with plans or layers, indicators that are held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tools.indicators.names import named_in

_PLACE = re.compile(r"^(.+?)(?:国土空间|城市总体|土地利用|城镇体系)")


@dataclass(frozen=True)
class Vocabulary:
    plans: Callable[[], Iterable[str]] = tuple
    """names of plans with figures"""
    places: Callable[[], Iterable[str]] = tuple
    """names of the workspace's own region"""
    indicators: Callable[[], Iterable[str]] = tuple
    """as plans write them, beside those of the library"""

    @property
    def own_region(self) -> str | None:
        """None where the node has no layers."""
        return next(iter(self.places()), None)

    def region_in(self, text: str) -> str | None:
        """The longest known place that stands in `text`, or a six-digit code."""
        plans = (place[1] for name in self.plans() if (place := _PLACE.match(name)))
        known = sorted({*plans, *self.places()}, key=len, reverse=True)
        found = next((name for name in known if name and name in text), None)
        code = re.search(r"(?<!\d)\d{6}(?!\d)", text)
        return found or (code[0] if code else None)

    def indicator_in(self, text: str) -> str | None:
        return named_in(text, self.indicators())
