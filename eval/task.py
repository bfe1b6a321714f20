"""The contract of an evaluation: a task has cases and scorers; the target that answers is an argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from .exchange import FINDING, Asked, Reply

if TYPE_CHECKING:
    from .runs.sample import Sample

I = TypeVar("I", bound=Asked)  # noqa: E741 - what is asked
E = TypeVar("E")
"""What is right."""
O = TypeVar("O")  # noqa: E741 - what is read out of a reply


class Unparsed(Exception):
    """A reply in which what the task asks for cannot be read. It counts as wrong; the message says what was missing."""


@dataclass(frozen=True)
class Case(Generic[I, E]):
    id: str
    asked: I
    expected: E
    document: str = ""
    """Cases about one document are not independent: errors are clustered by it. Empty: the case stands alone."""
    group: str = ""
    """Results are also given by group."""


@dataclass(frozen=True)
class Tally:
    """Of one class or one answer: how many right, how many said, how many wanted."""

    right: int
    said: int
    wanted: int


@dataclass(frozen=True)
class Score:
    value: float | None
    """0 to 1; None where this answer has nothing to judge, such as the quotes of an answer without any."""
    reason: str = ""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """Class → counts, for precision and recall over all cases."""
    mark: str | None = None
    """What the answer comes down to, to see whether two agree."""


def _always(_: Any) -> bool:
    return True


def _nothing(_: Any) -> Score:
    return Score(0.0)


@dataclass(frozen=True)
class Scorer(Generic[I, E, O]):
    name: str
    title: str
    """Chinese, for tables."""
    judge: Callable[[Case[I, E], O], Score]
    applies: Callable[[Case[I, E]], bool] = _always
    """Told from the case alone, so that a failed answer counts as wrong wherever the scorer applies."""
    blank: Callable[[Case[I, E]], Score] = _nothing
    """What no answer at all scores: 0, with what was wanted where classes are counted."""


@dataclass(frozen=True)
class Figure:
    """A figure over all samples that is no mean of scores."""

    name: str
    title: str
    of: Callable[[Sequence[Sample]], float | None]
    """None where there is nothing to take it from."""
    unit: str = ""
    better: Literal["higher", "lower"] = "higher"


@dataclass(frozen=True)
class Making:
    """What cases are made with."""

    seed: int
    folder: Path
    """For files that cases name; kept with the run."""
    only_counted: bool = False
    """Nobody will be asked: files that take long to make may be left out."""


@dataclass(frozen=True)
class Task(Generic[I, E, O]):
    name: str
    title: str
    claim: str
    """What a good score lets us say."""
    version: int
    """Raised whenever cases, reading or scorers change."""
    cases: Callable[[Making], Sequence[Case[I, E]]]
    """ToolError when a bank is not there or broken."""
    read: Callable[[Case[I, E], Reply], O]
    """Unparsed when the reply does not have it."""
    scorers: tuple[Scorer[I, E, O], ...]
    """The first is the one the task is known by."""
    figures: tuple[Figure, ...] = ()
    published: tuple[str, ...] = ()
    """Scores and figures that stand in published tables; the first score where none is named."""
    kinds: frozenset[str] = FINDING
    """Kinds of target it makes sense to ask."""
    callers: Mapping[str, int] = field(default_factory=dict)
    """Group → how many ask at once, where the task prescribes it."""
    deterministic: bool = True
    """False: the same target may score otherwise (timing)."""


AnyTask = Task[Any, Any, Any]
AnyCase = Case[Any, Any]
