"""The facts of one project, looked up by the names that conditions use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from ..conditions import Condition, Value
from ..truth import Truth
from .approvals import APPROVALS, Approval
from .project import ProjectFacts, Use


@dataclass(frozen=True)
class _Implied:
    when: Condition
    then: Mapping[str, bool]
    because: str


@dataclass(frozen=True)
class FactBook:
    facts: ProjectFacts
    inferred: Mapping[str, tuple[bool, str]] = field(default_factory=dict)
    """Facts left out that follow from others, and from what."""

    @classmethod
    def of(cls, facts: ProjectFacts) -> FactBook:
        told = cls(facts)
        inferred: dict[str, tuple[bool, str]] = {}
        for implied in _implied():
            if implied.when.holds(told.value).value:
                new = {name: (value, implied.because) for name, value in implied.then.items()}
                inferred |= {name: value for name, value in new.items() if isinstance(told.value(name), Truth)}
        return cls(facts, inferred)

    def value(self, name: str) -> Value:
        if name == "use.code":
            return self._use_code()
        found: Any = self.facts
        for part in name.split("."):
            found = getattr(found, part) if isinstance(found, BaseModel) else None
        if found is None and name in self.inferred:
            return self.inferred[name][0]
        return Truth(None, frozenset({name})) if found is None else found

    def approval(self, name: str) -> Approval | None:
        return getattr(self.facts.approvals, name)  # type: ignore[no-any-return]

    def given(self) -> dict[str, Any]:
        """As they were stated, for the record."""
        return self.facts.model_dump(mode="json", exclude_none=True, exclude_defaults=True)

    def _use_code(self) -> Value:
        """In 用地用海 codes without the zeros that pad a coarse class; unknown when another scheme is meant."""
        use = self.facts.use
        if use is None or use.code is None or use.scheme == "三调":
            return Truth(None, frozenset({"use.code"}))
        return plain_code(use.code)


def plain_code(code: str) -> str:
    """070000 and 0700 are the class 07 (国土空间调查、规划、用途管制用地用海分类: two digits a level)."""
    code = code.strip()
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def question(name: str) -> str:
    """What to ask for a missing fact, in Chinese."""
    parts = name.split(".")
    if parts[0] == "approvals":
        called = APPROVALS[parts[1]]
        return (
            f"“{called}”由哪一级机关批准？"
            if parts[-1] == "authority"
            else f"“{called}”办到哪一步（已取得、待办、未获同意）？"
        )
    model: type[BaseModel] = Use if parts[0] == "use" and len(parts) > 1 else ProjectFacts
    return str(model.model_fields[parts[-1]].description)


def fact_names() -> Iterator[str]:
    """Every name a condition may use for a fact."""
    yield from (name for name in ProjectFacts.model_fields if name not in ("use", "approvals"))
    yield from (f"use.{name}" for name in Use.model_fields)


def vocabulary(name: str) -> frozenset[str] | None:
    """Words that a fact may be; None where it is free text, a number or yes or no."""
    model: type[BaseModel] = Use if name.startswith("use.") else ProjectFacts
    annotation = model.model_fields[name.removeprefix("use.")].annotation
    return frozenset(_words(annotation)) or None


def _words(annotation: Any) -> Iterator[str]:
    for part in get_args(annotation):
        if isinstance(part, str):
            yield part
        else:
            yield from _words(part)


@cache
def _implied() -> tuple[_Implied, ...]:
    listed = tomllib.loads((Path(__file__).parent / "implied.toml").read_text(encoding="utf-8"))["implied"]
    return tuple(_Implied(Condition.read(one["when"]), one["then"], one["because"]) for one in listed)
