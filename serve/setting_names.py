"""The names of all settings, walked out of the model: `GUIYAN_KNOWLEDGE__GRAPH__URI` and the like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

from pydantic import BaseModel, SecretStr

PREFIX = "GUIYAN_"
DELIMITER = "__"


@dataclass(frozen=True)
class Leaf:
    """One setting that holds a single value."""

    path: tuple[str, ...]
    default: Any
    required: bool
    meaning: str
    secret: bool = False
    choices: tuple[str, ...] = ()
    """What a `kind` may be."""
    chosen_by: tuple[str, str] | None = None
    """Name and value of the `kind` under which alone this setting exists."""

    @property
    def name(self) -> str:
        return variable(self.path)


def variable(path: tuple[str, ...]) -> str:
    return PREFIX + DELIMITER.join(path).upper()


def written(value: Any) -> str:
    """As it would stand in `.env`; a secret stays hidden."""
    if value is None:
        return ""
    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, bool | list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def leaves(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """In the order of declaration; where a `kind` chooses between groups it comes first, then each group's own."""
    for name, field in model.model_fields.items():
        below = (*path, name)
        kinds = [kind for kind in _alternatives(field.annotation) if issubclass(kind, BaseModel)]
        meaning = " ".join((field.description or "").split())
        if not kinds:
            secret = SecretStr in _alternatives(field.annotation)
            default = None if field.is_required() else field.get_default()
            yield Leaf(below, default, field.is_required(), meaning, secret)
        elif len(kinds) == 1:
            yield from leaves(kinds[0], below)
        else:
            choice = (*below, "kind")
            default = _kind(type(field.default)) if isinstance(field.default, BaseModel) else None
            yield Leaf(choice, default, default is None, meaning, choices=tuple(_kind(kind) for kind in kinds))
            for kind in kinds:
                for leaf in leaves(kind, below):
                    if leaf.path != choice:
                        yield replace(leaf, chosen_by=leaf.chosen_by or (variable(choice), _kind(kind)))


def groups(model: type[BaseModel]) -> set[str]:
    """Names that may hold a whole group as JSON."""
    return {variable(leaf.path[:depth]) for leaf in leaves(model) for depth in range(1, len(leaf.path))}


def value_of(settings: BaseModel, path: tuple[str, ...]) -> Any:
    """What is in force; AttributeError where another kind was chosen."""
    value: Any = settings
    for name in path:
        value = getattr(value, name)
    return value


def _kind(group: type[BaseModel]) -> str:
    return str(group.model_fields["kind"].default)


def _alternatives(annotation: Any) -> list[type]:
    """The classes a field may hold; a plain class is its own one alternative."""
    if isinstance(annotation, type):
        return [annotation]
    return [found for part in get_args(annotation) for found in _alternatives(part)]
