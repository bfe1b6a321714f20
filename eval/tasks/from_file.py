"""A task made of somebody's file in one of EvalScope's shapes: `general_qa:FILE`, and the same with mcq and fc."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from knowledge import Wire

from ..evalscope.datasets import FcRow, QaRow, read_rows
from ..exchange import Called, Question, Reply
from ..runs.sample import Sample
from ..scorers.classes import counted, f1, precision, recall
from ..scorers.overlap import bleu, rouge_l
from ..scorers.tool_calls import schema_validity
from ..scorers.wording import same
from ..task import AnyTask, Case, Figure, Making, Score, Scorer, Tally, Task, Unparsed
from .multiple_choice import multiple_choice

FORMS = {"general_qa": "问答", "general_mcq": "选择题", "general_fc": "工具调用"}
_CALL = "call"


def task_from_file(form: str, path: Path) -> AnyTask:
    """Its cases are read when it runs: ToolError then, where the file is not there or broken."""
    if form == "general_mcq":
        return multiple_choice(path)
    return _qa(path) if form == "general_qa" else _fc(path)


def _qa(path: Path) -> Task[Question, str, str]:
    def cases(_: Making) -> Sequence[Case[Question, str]]:
        rows = read_rows(path, QaRow)
        return [Case(str(n), Question(messages=row.messages), row.answer) for n, row in enumerate(rows)]

    return Task(
        name=f"general_qa:{path.resolve()}",
        title=f"问答（{path.name}）",
        claim="答案与所给参考答案相近",
        version=1,
        cases=cases,
        read=_text,
        scorers=(
            Scorer("rouge_l", "ROUGE-L", lambda case, said: Score(rouge_l(said, [case.expected])), _has_reference),
            Scorer("bleu", "BLEU", lambda case, said: Score(bleu(said, [case.expected])), _has_reference),
            Scorer("exact", "完全一致", lambda case, said: Score(float(same(said, case.expected))), _has_reference),
        ),
    )


def _text(_: Case[Question, str], reply: Reply) -> str:
    if not reply.text.strip():
        raise Unparsed("没有回答")
    return reply.text


def _has_reference(case: Case[Question, str]) -> bool:
    return bool(case.expected)


class Calls(Wire):
    made: tuple[Called, ...]


def _fc(path: Path) -> Task[Question, bool, Calls]:
    def cases(_: Making) -> Sequence[Case[Question, bool]]:
        rows = read_rows(path, FcRow)
        return [
            Case(str(n), Question(messages=row.messages, tools=row.tools), row.should_call_tool)
            for n, row in enumerate(rows)
        ]

    return Task(
        name=f"general_fc:{path.resolve()}",
        title=f"工具调用（{path.name}）",
        claim="该调用工具时调用，不该时不调用，参数合乎工具的声明",
        version=1,
        cases=cases,
        read=lambda _, reply: Calls(made=reply.called),
        scorers=(
            Scorer("decision", "该不该调用", _decision, blank=_no_decision),
            Scorer("valid", "参数合乎声明", _valid),
        ),
        figures=(
            Figure("tool_call_precision", "调用的精确率", lambda samples: precision(_calls(samples))),
            Figure("tool_call_recall", "调用的召回率", lambda samples: recall(_calls(samples))),
            Figure("tool_call_f1", "调用的 F1", lambda samples: f1(_calls(samples))),
        ),
    )


def _calls(samples: Sequence[Sample]) -> Tally:
    return counted(samples, "decision").get(_CALL, Tally(0, 0, 0))


def _decision(case: Case[Question, bool], calls: Calls) -> Score:
    called = bool(calls.made)
    tally = Tally(int(called and case.expected), int(called), int(case.expected))
    reason = "" if called == case.expected else "该调用而没有调用" if case.expected else "不该调用而调用"
    return Score(float(called == case.expected), reason, {_CALL: tally})


def _no_decision(case: Case[Question, bool]) -> Score:
    return Score(0.0, tallies={_CALL: Tally(0, 0, int(case.expected))})


def _valid(case: Case[Question, bool], calls: Calls) -> Score:
    if not calls.made:
        return Score(None, "没有调用")
    schemas = {tool.name: tool.parameters for tool in case.asked.tools}
    judged = [schema_validity(call, schemas) for call in calls.made]
    wrong = [score.reason for score in judged if score.value == 0]
    return Score(0.0 if wrong else 1.0, "；".join(wrong))
