"""The generated references, and what the real tool does with them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from eval.exchange import Question
from eval.places import place_of_address
from eval.runs.crew import Crew
from eval.runs.run import drawn
from eval.targets.retriever import Retriever
from eval.targets.tool import ToolTarget
from eval.task import Making
from eval.tasks.exact_reference import EXACT_REFERENCE
from knowledge import KnowledgeBase
from knowledge.tools import knowledge_tools


def test_a_thousand_cases_are_made_and_the_same_again(tmp_path: Path) -> None:
    cases = EXACT_REFERENCE.cases(Making(0, tmp_path))
    assert len(cases) == 1000
    assert Counter(case.group for case in cases)["新旧文本"] == 150
    assert cases == EXACT_REFERENCE.cases(Making(0, tmp_path))
    assert cases != EXACT_REFERENCE.cases(Making(1, tmp_path))


def test_an_edition_is_asked_for_on_the_right_side_of_the_change(tmp_path: Path) -> None:
    for case in EXACT_REFERENCE.cases(Making(0, tmp_path)):
        if case.group == "新旧文本" and case.expected.law == "渔业法":
            assert isinstance(case.asked, Question)
            assert case.asked.as_of is not None
            newer = case.expected.version == "2025-12-27"
            assert newer == (case.asked.as_of >= date(2026, 5, 1))


@pytest.mark.parametrize("kind", ["tool", "retriever"])
def test_the_real_look_up_passes(kind: str, knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    look_up = next(t for t in knowledge_tools(knowledge_base) if t.name == "get_provision")
    target = ToolTarget(look_up, knowledge_base) if kind == "tool" else Retriever(knowledge_base)
    cases = drawn(EXACT_REFERENCE.cases(Making(0, tmp_path)), 80, 3)
    samples = list(Crew(EXACT_REFERENCE, target, at_once=2, patience_s=30).samples(cases))
    wrong = [s for s in samples if s.scores["right"].value == 0 and not (kind == "retriever" and s.group == "没有的条")]
    assert [(s.asked, s.scores["right"].reason) for s in wrong] == []


def test_a_retrievers_first_hit_is_what_it_gives(knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    (case,) = [c for c in EXACT_REFERENCE.cases(Making(0, tmp_path)) if c.id == "r0001"]
    reply = Retriever(knowledge_base).reply(case.asked)
    given = EXACT_REFERENCE.read(case, reply)
    assert given.place == place_of_address(reply.retrieved[0].address)
