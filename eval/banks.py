"""The written banks of cases in `eval/data`, read line by line; a broken line is named, never skipped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from tools import ToolError

from .law_texts import version_on
from .places import Place, place_of_reference

DATA = Path(__file__).resolve().parent / "data"


class Row(BaseModel):
    """A line of a bank; other keys are left to whoever reads them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str


R = TypeVar("R", bound=Row)


def read_bank(name: str, form: type[R], folder: Path = DATA) -> list[R]:
    """ToolError when the bank is not there, a line is broken, or an id stands twice."""
    path = folder / f"{name}.jsonl"
    rows = list(_rows(path, form))
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise ToolError(f"题库 {path.name} 里编号 {row.id} 出现两次")
        seen.add(row.id)
    return rows


def _rows(path: Path, form: type[R]) -> Iterator[R]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise ToolError(f"还没有题库 {path.name}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ToolError(f"题库 {path.name} 读不出来：{error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield form.model_validate(json.loads(line))
        except ValidationError as error:
            fault = error.errors()[0]
            place = ".".join(map(str, fault["loc"]))
            raise ToolError(f"题库 {path.name} 第 {number} 行的 {place} 不对：{fault['msg']}") from error
        except ValueError as error:
            raise ToolError(f"题库 {path.name} 第 {number} 行不是合法的 JSON：{error}") from error


def places_on(references: tuple[str, ...], day: date) -> tuple[Place, ...]:
    """Provisions in the text that is in force on `day`, as the packaged laws have it."""
    return tuple(_in_force(place_of_reference(reference), day) for reference in references)


def _in_force(place: Place, day: date) -> Place:
    law = version_on(place.law, day)
    return place if law is None else replace(place, version=law.version.isoformat())
