"""What a compliance pre-check (规划符合性预检) says of a candidate; the check itself is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry

from ..compliance.verdicts import Verdict
from ..tool import ToolError


@dataclass(frozen=True)
class OpenCheck:
    """A check that is not 符合."""

    key: str
    name: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class Precheck:
    verdict: Verdict
    checks: tuple[OpenCheck, ...] = ()
    """worst first; those that are 符合 or 不适用 left out"""


PrecheckOf = Callable[[BaseGeometry, str, date], Precheck]
"""Geometry in EPSG:4490, 用地用海 code, day. ToolError where it cannot be judged at all."""


def prechecked(site: BaseGeometry, use: str, day: date, check: PrecheckOf) -> Precheck:
    """无法判定, with the reason, where the check refuses to judge."""
    try:
        return check(site, use, day)
    except ToolError as error:
        return Precheck("无法判定", (OpenCheck("site", "用地范围", "无法判定", str(error)),))
