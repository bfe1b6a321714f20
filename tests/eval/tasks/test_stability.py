"""Agreement of repeated and of reworded questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.exchange import Cited, Reply
from eval.runs.sample import Sample, failed, judged
from eval.runs.summary import task_summary
from eval.task import Making
from eval.tasks.stability import STABILITY


def reply(place: str, text: str = "见所引条文。") -> Reply:
    return Reply(text=text, cited=(Cited(address=place),))


def figures(samples: list[Sample]) -> dict[str, float]:
    return {figure.name: figure.value for figure in task_summary(STABILITY, samples, len(samples)).figures}


def test_agreement_by_hand(tmp_path: Path) -> None:
    cases = [c for c in STABILITY.cases(Making(0, tmp_path)) if c.document in ("st01", "st02")]
    samples = []
    for case in cases:
        # st01 says the same throughout; st02 once words it otherwise and once rests on another article.
        odd = case.document == "st02" and case.id[-1] == "4"
        said = reply("土地管理法/44", "换了说法。" if odd and "-r" in case.id else "见所引条文。")
        samples.append(judged(STABILITY, case, reply("土地管理法/45") if odd and "-w" in case.id else said, 1))
    made = figures(samples)
    assert made["repeat_agreement"] == 0.5
    assert made["wording_agreement"] == 0.5
    assert made["wording_majority"] == pytest.approx(7 / 8)


def test_a_failed_answer_agrees_with_none(tmp_path: Path) -> None:
    cases = [c for c in STABILITY.cases(Making(0, tmp_path)) if c.document == "st01" and "-r" in c.id]
    samples = [judged(STABILITY, case, reply("土地管理法/44"), 1) for case in cases[:3]]
    assert figures([*samples, failed(STABILITY, cases[3], "断了", 1)])["repeat_agreement"] == 0
