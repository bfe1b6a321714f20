"""Whether the project's use agrees with the planned use (规划用途相容): the same class, or a pair the county lists.

A county's list is a file `compatibility.toml` in its workspace:

    source = "示例县国土空间规划用途兼容规定，2024"

    [[pair]]
    planned = ["0701"]            # 用地用海 codes; a coarse one stands for its classes
    project = ["0702", "080404"]
    outcome = "相容"               # or "不相容"

The most precise pair that fits counts; of a pair that is not listed nothing is known.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..tool import ToolError
from .facts.book import plain_code
from .hits import Hit
from .truth import NO, YES, Truth

FILE = "compatibility.toml"
_FIELDS = ("YDYHFLDM", "YDYHDM", "GHDLDM", "YDDM")


class Pair(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    planned: tuple[str, ...] = Field(min_length=1)
    project: tuple[str, ...] = Field(min_length=1)
    outcome: Literal["相容", "不相容"]


class Compatibility(BaseModel):
    """Empty where the county lists none."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: str = ""
    pair: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Fit:
    """How the project's use fits one planned area."""

    hit: Hit
    planned: str
    fits: Truth


def read_compatibility(folder: Path) -> Compatibility:
    path = folder / FILE
    if not path.exists():
        return Compatibility()
    try:
        return Compatibility.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ToolError(f"用途相容表 {path} 读不出来：{error}") from None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise ToolError(f"用途相容表 {path} 的 {place} 写得不对：{fault['msg']}") from None


def fits(found: Sequence[Hit], project: str | None, table: Compatibility) -> list[Fit]:
    return [_fit(hit, project, table) for hit in found]


def _fit(hit: Hit, project: str | None, table: Compatibility) -> Fit:
    code = next((str(value) for name in _FIELDS if not isinstance(value := hit.look(name), Truth)), "")
    if not code or hit.layer.code_scheme == "三调":
        return Fit(hit, code, Truth(None))
    planned = plain_code(code)
    if project is None:
        return Fit(hit, planned, Truth(None, frozenset({"use.code"})))
    return Fit(hit, planned, compatible(planned, project, table))


def compatible(planned: str, project: str, table: Compatibility) -> Truth:
    """`planned` and `project` are 用地用海 codes; a project of a class within the planned one is compatible."""
    listed = [
        (len(one) + len(other), pair.outcome)
        for pair in table.pair
        for one in pair.planned
        for other in pair.project
        if planned.startswith(plain_code(one)) and project.startswith(plain_code(other))
    ]
    if listed:
        precise = {outcome for length, outcome in listed if length == max(listed)[0]}
        if len(precise) == 1:
            return YES if precise == {"相容"} else NO
        return Truth(None)
    return YES if project.startswith(planned) else Truth(None)
