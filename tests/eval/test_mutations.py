"""A broken target is caught by the task that claims to: each is a real one with one fault put in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.sqlite import SqliteSaver

from agents.planner import Planner
from eval.exchange import Asked, Question, Reply
from eval.runs.crew import Crew
from eval.runs.run import drawn
from eval.runs.sample import Sample, judged
from eval.statistics.paired import Difference, difference
from eval.targets.agent import Agent
from eval.targets.retriever import Retriever
from eval.targets.site_check import SiteCheck
from eval.targets.site_gate import read_site_file
from eval.targets.target import Identity, Target
from eval.targets.tool import ToolTarget
from eval.task import AnyCase, AnyTask, Making
from eval.tasks.compliance_verdicts import COMPLIANCE_VERDICTS
from eval.tasks.crs_traps import CRS_TRAPS
from eval.tasks.exact_reference import EXACT_REFERENCE
from eval.tasks.whole_answers import WHOLE_ANSWERS
from knowledge import KnowledgeBase, KnowledgeSettings, open_knowledge_base
from knowledge.corpus.national_laws import read_national_laws
from knowledge.statutes import KnowledgeStatutes
from knowledge.tools import knowledge_tools


@dataclass
class Broken:
    """A target whose questions or replies are tampered with."""

    sound: Target
    asked: Callable[[Asked], Asked] = lambda asked: asked
    replied: Callable[[Reply], Reply] = lambda reply: reply

    @property
    def identity(self) -> Identity:
        return self.sound.identity

    @property
    def at_once(self) -> int:
        return self.sound.at_once

    def cannot(self, asked: Asked) -> str | None:
        return self.sound.cannot(asked)

    def reply(self, asked: Asked) -> Reply:
        return self.replied(self.sound.reply(self.asked(asked)))


def samples(task: AnyTask, target: Target, cases: Sequence[AnyCase]) -> list[Sample]:
    found = {s.id: s for s in Crew(task, target, at_once=1, patience_s=60).samples(cases)}
    return [found[case.id] for case in cases]


def change(
    task: AnyTask, sound: Target, broken: Target, cases: Sequence[AnyCase], score: str
) -> tuple[float, Difference]:
    """The sound target's mean, and what the fault does to it."""
    before, after = ([s.scores[score].value or 0.0 for s in samples(task, t, cases)] for t in (sound, broken))
    return sum(before) / len(before), difference(before, after, [case.document for case in cases])


def caught(made: Difference) -> bool:
    return made.p < 0.05 and made.mean < -0.1


def look_up(base: KnowledgeBase) -> ToolTarget:
    return ToolTarget(next(tool for tool in knowledge_tools(base) if tool.name == "get_provision"), base)


def editions(folder: Path, law: str = "") -> list[AnyCase]:
    return [
        case
        for case in EXACT_REFERENCE.cases(Making(0, folder))
        if case.group == "新旧文本" and law in case.expected.law
    ]


def test_the_wrong_version_of_a_law_is_caught_by_exact_reference(knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    def day_lost(asked: Asked) -> Asked:
        assert isinstance(asked, Question)
        return asked.model_copy(update={"as_of": None})

    sound, cases = look_up(knowledge_base), drawn(editions(tmp_path), 60, 1)
    mean, made = change(EXACT_REFERENCE, sound, Broken(sound, asked=day_lost), cases, "right")
    assert mean == 1
    assert caught(made)


@pytest.mark.long
def test_swapped_citations_are_caught_by_whole_answers(knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    planner = Planner(knowledge_base, None, SqliteSaver(sqlite3.connect(":memory:", check_same_thread=False)))
    last: list[Any] = []

    def of_the_answer_before(reply: Reply) -> Reply:
        """Each citation keeps its quote and takes the address of one of the answer before."""
        before, last[:] = list(last), [c.address for c in reply.cited]
        if not before:
            return reply
        taken = [c.model_copy(update={"address": before[n % len(before)]}) for n, c in enumerate(reply.cited)]
        return reply.model_copy(update={"cited": tuple(taken)})

    sound = Agent(planner, knowledge_base, model=None)
    cases = drawn([c for c in WHOLE_ANSWERS.cases(Making(0, tmp_path)) if c.group == "检索题库"], 60, 1)
    for score in ("citation_precision", "quote_fidelity"):
        last.clear()
        _, made = change(WHOLE_ANSWERS, sound, Broken(sound, replied=of_the_answer_before), cases, score)
        assert caught(made), score


@pytest.mark.long
def test_a_stale_index_is_caught_by_exact_reference(
    knowledge_base: KnowledgeBase, own_knowledge: Path, tmp_path: Path
) -> None:
    """Search still finds the texts of some laws as they were before their last amendment."""
    laws = ("渔业法", "海商法", "仲裁法", "监狱法")
    older = {document.instrument.id: document for document in reversed(list(read_national_laws()))}
    stale = open_knowledge_base(KnowledgeSettings(folder=own_knowledge))
    try:
        for law in laws:
            stale.forget(law)
        stale.add_documents([older[law] for law in laws])
        cases = [case for law in laws for case in editions(tmp_path, law)]
        mean, made = change(EXACT_REFERENCE, Retriever(knowledge_base), Retriever(stale), cases, "right")
    finally:
        stale.close()
    newer = sum(case.expected.version > "2025" for case in cases)
    assert mean == 1
    assert made.worse == newer >= 20
    assert caught(made)


@pytest.mark.long
def test_a_check_that_always_says_it_conforms_is_caught_by_compliance_verdicts(
    knowledge_base: KnowledgeBase, tmp_path: Path
) -> None:
    def content(reply: Reply) -> Reply:
        assert isinstance(reply.result, dict)
        checks = [{**one, "verdict": "符合"} for one in reply.result["checks"]]  # type: ignore[union-attr]
        return reply.model_copy(update={"result": {**reply.result, "verdict": "符合", "checks": checks}})

    sound = SiteCheck(knowledge_base, KnowledgeStatutes(knowledge_base))
    cases = drawn(COMPLIANCE_VERDICTS.cases(Making(0, tmp_path / "made")), 60, 1)
    replies = [sound.reply(case.asked) for case in cases]
    for score in ("verdict", "groups", "whole", "not_milder"):
        before, after = (
            [judged(COMPLIANCE_VERDICTS, case, reply, 1).scores[score].value or 0.0 for case, reply in asked]
            for asked in (zip(cases, replies, strict=True), zip(cases, map(content, replies), strict=True))
        )
        assert sum(before) / len(before) > 0.95, score
        assert caught(difference(before, after, [case.id for case in cases])), score


Gate = list[tuple[AnyCase, Reply]]


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """What the real gate replies to every trap, asked once."""
    cases = CRS_TRAPS.cases(Making(0, tmp_path_factory.mktemp("traps") / "made"))
    sound = ToolTarget(read_site_file)
    return [(case, sound.reply(case.asked)) for case in cases]


def tampered(gate: Gate, score: str, fault: Callable[[Reply], Reply], *, sound: bool) -> Difference:
    """Of sound files or of traps, what a fault does to a score."""
    chosen = [(case, reply) for case, reply in gate if bool(case.expected.says) != sound]
    values = [
        [judged(CRS_TRAPS, case, change(reply), 1).scores[score].value or 0.0 for case, reply in chosen]
        for change in (lambda reply: reply, fault)
    ]
    return difference(*values, ["" for _ in chosen])


@pytest.mark.parametrize("factor", [1 / 111_320**2, 1 + 1e-4], ids=["in degrees", "on the plane"])
def test_areas_that_are_not_ellipsoidal_are_caught_by_the_traps(factor: float, gate: Gate) -> None:
    def measured_otherwise(reply: Reply) -> Reply:
        if not isinstance(reply.result, dict):
            return reply
        return reply.model_copy(update={"result": {**reply.result, "area_m2": float(reply.result["area_m2"]) * factor}})

    made = tampered(gate, "area", measured_otherwise, sound=True)
    assert made.worse >= 12
    assert made.better == 0
    assert caught(made)


@pytest.mark.parametrize("refusing", [True, False], ids=["refuses everything", "refuses nothing"])
def test_a_gate_that_does_not_look_is_caught_by_the_traps(refusing: bool, gate: Gate) -> None:
    passing = Reply(result={"area_m2": 1.0, "longitude": 118.7, "latitude": 30.1, "notices": []})
    blind = Reply(fault="坐标系有疑问") if refusing else passing
    assert caught(tampered(gate, "right", lambda _: blind, sound=refusing))
