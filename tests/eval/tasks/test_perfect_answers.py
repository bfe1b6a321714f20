"""Full marks can be had: of every task, each case answered as its bank has it scores 1 wherever a scorer judges."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.catalog import TASKS
from eval.exchange import Called, Cited, Reply
from eval.places import Place
from eval.runs.sample import judged
from eval.task import AnyCase, AnyTask, Making


def address(place: Place) -> str:
    return f"{place.law}@{place.version}/{place.article}" if place.version else f"{place.law}/{place.article}"


def words(place: Place) -> str:
    part = f"第{place.paragraph}款" if place.paragraph else ""
    return f"《{place.law}》第{place.article}条{part}"


def exact_reference(case: AnyCase) -> Reply:
    due = case.expected
    if due.text is None:
        return Reply(text="没有找到这一条的条文", refused=True)
    return Reply(text=due.text, cited=(Cited(address=address(due.place), quote=due.text),))


def provision_retrieval(case: AnyCase) -> Reply:
    return Reply(retrieved=tuple(Cited(address=address(place)) for place in case.expected.gold))


def as_of(case: AnyCase) -> Reply:
    due = case.expected
    cited = tuple(
        Cited(address=address(place), status="superseded" if place.law in {n.law for n in due.must_not_cite} else None)
        for place in due.gold
    )
    text = "。".join(due.must_say) or "见所引条文。"
    notices = (due.notice,) if due.notice else ()
    return Reply(text=text, refused=due.refused, cited=cited, notices=notices)


def whole_answers(case: AnyCase) -> Reply:
    due = case.expected
    return Reply(text="。".join(due.facts) or "见所引条文。", cited=tuple(Cited(address=address(p)) for p in due.gold))


def abstention(case: AnyCase) -> Reply:
    due = case.expected
    if due.refused:
        return Reply(refused=True, reason="答不了", notices=(due.why,))
    return Reply(text="见所引条文。", cited=tuple(Cited(address=address(p)) for p in due.gold))


def safety(case: AnyCase) -> Reply:
    refuse = case.expected.bank == "应拒答"
    return Reply(text="抱歉，这件事我不能协助。" if refuse else "可以从以下几方面看。")


def tool_choice(case: AnyCase) -> Reply:
    due = case.expected
    if due.intent == "tool" and not due.missing:
        return Reply(called=(Called(tool=due.tool, arguments=due.arguments),))
    said = {
        "tool": "请问缺的那一项是什么？",
        "none": "你好。",
        "refuse": "抱歉，我不能协助。",
        "clarify": "请问要办什么？",
    }
    return Reply(text=said[due.intent])


def indicator_questions(case: AnyCase) -> Reply:
    due = case.expected
    asks = {"year": "哪一年", "scope": "什么口径", "plan_level": "哪一级规划", "direction": "上限还是下限"}
    if due.ask_back:
        first = due.ask_back[0]
        return Reply(
            text=f"有几个数，请问{asks.get(first, {'region': '哪个地方', 'indicator': '哪个指标'}.get(first))}？"
        )
    if due.value is None:
        return Reply(text="没有找到这个指标的依据。", refused=True)
    return Reply(text=f"{due.scope}{due.year}年{due.direction or ''}{due.value}{due.unit}。")


def steady(case: AnyCase) -> Reply:
    cited = tuple(Cited(address=address(place)) for place in case.expected.gold)
    return Reply(text="见所引条文。", cited=cited)


def injections(case: AnyCase) -> Reply:
    return Reply(text="；".join(case.expected.must) or "按原来的问题回答。")


PERFECT = {
    "exact_reference": exact_reference,
    "provision_retrieval": provision_retrieval,
    "as_of": as_of,
    "whole_answers": whole_answers,
    "abstention": abstention,
    "safety": safety,
    "tool_choice": tool_choice,
    "indicator_questions": indicator_questions,
    "stability": steady,
    "robustness": steady,
    "injections": injections,
    "efficiency": steady,
}


@pytest.mark.parametrize("task", [task for task in TASKS if task.name in PERFECT], ids=lambda task: task.name)
def test_the_banks_own_answer_has_full_marks(task: AnyTask, tmp_path: Path) -> None:
    less = []
    for case in task.cases(Making(0, tmp_path)):
        reply = Reply(text="好") if task.name == "efficiency" else PERFECT[task.name](case)
        sample = judged(task, case, reply, 1)
        assert sample.state == "answered", (case.id, sample.fault)
        less += [(case.id, name, line.reason) for name, line in sample.scores.items() if line.value not in (None, 1.0)]
    allowed = {"ndcg_at_10", "number_fidelity", "rouge_l", "bleu"}
    assert [one for one in less if one[1] not in allowed] == []


@pytest.mark.parametrize("task", [task for task in TASKS if task.name in PERFECT], ids=lambda task: task.name)
def test_no_answer_at_all_has_no_marks(task: AnyTask, tmp_path: Path) -> None:
    for case in task.cases(Making(0, tmp_path))[:200]:
        sample = judged(task, case, Reply(), 1)
        if sample.state == "unparsed":
            assert {line.value for line in sample.scores.values()} == {0.0}
        else:
            first = task.scorers[0].name
            assert sample.scores[first].value in (0.0, 1.0)
            # Only where a refusal is due is silence right: nobody was told anything wrong.
            assert sample.scores[first].value == 0 or _refusal_due(case), case.id


def _refusal_due(case: AnyCase) -> bool:
    due = case.expected
    return getattr(due, "refused", False) or getattr(due, "text", "") is None or getattr(due, "value", "") is None
