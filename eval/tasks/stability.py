"""Is the same said when the same is asked four times, and when it is asked in four wordings?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from knowledge import Wire

from ..banks import Row, places_on, read_bank
from ..exchange import Question, Reply, question
from ..places import Place
from ..scorers.agreement import agreement, commonest_share
from ..scorers.refusals import refuses
from ..task import Case, Figure, Making, Score, Scorer, Task, Unparsed
from .provision_retrieval import FORM, WRITTEN_FOR
from .reading import given_places

_REPEATED, _REWORDED = "同样问四次", "换四种说法"
_REPEATS = 4
_SEEN = 3
"""Provisions among which a right one counts, as an answer cites one to three."""


class StabilityRow(Row):
    wordings: tuple[str, ...]
    gold: tuple[str, ...]


class Same(Wire):
    gold: tuple[Place, ...]


class Said(Wire):
    places: tuple[Place, ...]
    refused: bool
    text: str


ThisCase = Case[Question, Same]


def _cases(_: Making) -> Sequence[ThisCase]:
    cases: list[ThisCase] = []
    for row in read_bank("stability", StabilityRow):
        same = Same(gold=places_on(row.gold, WRITTEN_FOR))
        first = [(f"{row.id}-r{n}", row.wordings[0], _REPEATED) for n in range(1, _REPEATS + 1)]
        other = [(f"{row.id}-w{n}", wording, _REWORDED) for n, wording in enumerate(row.wordings, 1)]
        for id_, wording, group in [*first, *other]:
            cases.append(Case(id_, question(wording, as_of=WRITTEN_FOR, form=FORM), same, row.id, group))
    return cases


def _read(_: ThisCase, reply: Reply) -> Said:
    places, refused = given_places(reply), refuses(reply) if reply.text or reply.refused is not None else False
    if not (places or refused or reply.text.strip()):
        raise Unparsed("没有回答")
    return Said(places=tuple(places[:_SEEN]), refused=refused, text=reply.text)


def _right(case: ThisCase, said: Said) -> Score:
    """Its mark: the first provision it rests on, or that it refused; word for word where the very same was asked."""
    held = any(place.fits(gold) for place in said.places for gold in case.expected.gold)
    first = str(said.places[0]) if said.places and not said.refused else "拒答" if said.refused else "没有依据"
    mark = _digest(said) if case.group == _REPEATED else first
    return Score(float(held), "" if held else f"没有引{'、'.join(map(str, case.expected.gold))}", mark=mark)


def _digest(said: Said) -> str:
    return hashlib.blake2b(said.model_dump_json().encode(), digest_size=8).hexdigest()


STABILITY = Task(
    name="stability",
    title="结果稳定",
    claim="同一问题问四次，答案一字不差；换四种说法，依据的首要条文不变",
    version=1,
    cases=_cases,
    read=_read,
    scorers=(Scorer("right", "引到正确条文", _right),),
    figures=(
        Figure("repeat_agreement", "四次全同", agreement("right", _REPEATED)),
        Figure("wording_agreement", "四种说法全同", agreement("right", _REWORDED)),
        Figure("wording_majority", "与最常见说法一致的答案", commonest_share("right", _REWORDED)),
    ),
    published=("repeat_agreement", "wording_agreement"),
)
