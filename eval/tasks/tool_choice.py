"""Is the right tool called with the right arguments, what is missing asked for, and no tool called where none fits?

Twelve tools are offered, as the project's contract has them; three of them (locate_facilities, export_layer,
convert_coordinates) must never be trained on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import JsonValue

from knowledge import Wire
from tools import ToolError
from tools.siting.uses import use_of

from ..banks import Row, read_bank
from ..exchange import ANSWERING, Called, OfferedTool, Question, Reply, Turn
from ..runs.sample import Sample
from ..scorers.classes import Counts, counted, f1, macro_f1, micro, of_label
from ..scorers.overlap import rouge_l
from ..scorers.refusals import refuses
from ..scorers.tool_calls import NOTHING, argument_accuracy, as_declared, same_value, schema_validity
from ..task import Case, Figure, Making, Score, Scorer, Task, Unparsed
from .provision_retrieval import WRITTEN_FOR

Intent = Literal["tool", "none", "refuse", "clarify"]

_ASKS = re.compile(
    r"[？?]|请(?:您|你)?(?:先)?(?:提供|补充|说明|告诉|给出|上传|确认|写明|问)|(?:还)?(?:缺|需要)(?:少|知道|您|你)"
)
_OWN_WORDS = {"question", "constraints", "objective", "profile", "industry"}
"""Arguments that keep the person's words: alike is enough."""
_DATES = {"as_of", "date", "from", "to"}
_ALIKE = 0.4
"""ROUGE-L from which two wordings of one thing are taken for alike."""
_SAME_WORDS = 0.8
_FACTS = ("national_key_project", "linear", "area_m2", "use_code")
_HELD_OUT = {"locate_facilities", "export_layer", "convert_coordinates"}
_GROUPS = {"none": "不用工具", "refuse": "应拒绝", "clarify": "应反问"}


class ToolRow(Row):
    name: str
    description: str
    parameters: dict[str, JsonValue]


class Utterance(Row):
    messages: tuple[Turn, ...]
    intent: Intent
    tool: str | None
    arguments: dict[str, JsonValue]
    missing: tuple[str, ...]


class Due(Wire):
    intent: Intent
    tool: str | None
    arguments: dict[str, JsonValue]
    missing: tuple[str, ...]
    """`layers|region`: either would do."""


class Chosen(Wire):
    intent: Intent
    """`clarify` when it asks back, whatever for."""
    called: Called | None


ThisCase = Case[Question, Due]


def offered_tools() -> tuple[OfferedTool, ...]:
    return tuple(OfferedTool(**row.model_dump(exclude={"id"})) for row in read_bank("offered_tools", ToolRow))


def _cases(_: Making) -> Sequence[ThisCase]:
    tools = offered_tools()
    return [
        Case(
            row.id,
            Question(messages=row.messages, tools=tools, as_of=WRITTEN_FOR),
            Due(intent=row.intent, tool=row.tool, arguments=row.arguments, missing=row.missing),
            "",
            _group(row),
        )
        for row in read_bank("utterances", Utterance)
    ]


def _group(row: Utterance) -> str:
    if row.intent != "tool":
        return _GROUPS[row.intent]
    if row.missing:
        return "缺参数"
    return "没学过的工具" if row.tool in _HELD_OUT else "该用工具"


def _read(_: ThisCase, reply: Reply) -> Chosen:
    if reply.called:
        return Chosen(intent="tool", called=reply.called[0])
    if not reply.text.strip() and reply.refused is None:
        raise Unparsed("没有回答")
    asks = bool(reply.missing) or bool(_ASKS.search(reply.text))
    return Chosen(intent="refuse" if refuses(reply) else "clarify" if asks else "none", called=None)


def _intent(case: ThisCase, chosen: Chosen) -> Score:
    """With arguments missing, a call that leaves them out and asking for them are both right."""
    due = case.expected
    right = {due.intent, "clarify"} if due.missing else {due.intent}
    tallies = of_label(due.intent if chosen.intent in right else chosen.intent, due.intent)
    if chosen.intent in right:
        return Score(1.0, tallies=tallies)
    return Score(0.0, f"应为{due.intent}，是{chosen.intent}", tallies)


def _tool(case: ThisCase, chosen: Chosen) -> Score:
    due, said = case.expected.tool or NOTHING, chosen.called.tool if chosen.called else NOTHING
    if case.expected.missing and chosen.called is None:
        return Score(None, "缺参数，没有调用")
    return Score(
        float(said == due), "" if said == due else f"应为{due}，是{said}", _without_nothing(of_label(said, due))
    )


def _without_nothing(counts: Counts) -> Counts:
    return {name: tally for name, tally in counts.items() if name != NOTHING}


def _arguments(case: ThisCase, chosen: Chosen) -> Score:
    """Share of the arguments said or wanted that agree as the tool would read them; 0 with the wrong tool."""
    if chosen.called is None or chosen.called.tool != case.expected.tool:
        return Score(0.0, "工具不对")
    declared = next((one.parameters for one in case.asked.tools if one.name == chosen.called.tool), {})
    return argument_accuracy(
        as_declared(chosen.called.arguments, declared),
        as_declared(case.expected.arguments, declared),
        lambda name, said, right: _agrees(name, said, right, case),
    )


def _agrees(name: str, said: JsonValue, right: JsonValue, case: ThisCase) -> bool:
    if name == "facts":
        return _facts_agree(said if isinstance(said, Mapping) else {}, right if isinstance(right, Mapping) else {})
    if name == "question" and isinstance(said, str) and _is_the_question(said, case):
        return True
    if name in _OWN_WORDS and said is not None and right is not None:
        return rouge_l(_words(said), [_words(right)]) >= _ALIKE
    if name in _DATES and isinstance(said, str | int) and isinstance(right, str):
        return str(said).startswith(right)
    if name == "use" and isinstance(said, str) and isinstance(right, str) and _same_use(said, right):
        return True
    return same_value(said, right)


def _same_use(said: str, right: str) -> bool:
    """The tool takes a use by code or by name, so that either tells the other."""
    try:
        return use_of(said).code == use_of(right).code
    except ToolError:
        return False


def _facts_agree(said: Mapping[str, JsonValue], right: Mapping[str, JsonValue]) -> bool:
    """Of the facts the bank speaks of. What is built may be told otherwise or left out: no check rests on the word."""
    return all(same_value(said.get(key), right.get(key)) for key in _FACTS)


def _is_the_question(said: str, case: ThisCase) -> bool:
    """What was asked in one turn may be passed on as it was asked."""
    turns = case.asked.messages
    return len(turns) == 1 and rouge_l(said, [turns[0].content]) >= _SAME_WORDS


def _words(value: JsonValue) -> str:
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)


def _slots(case: ThisCase, chosen: Chosen) -> Score:
    """Nothing made up for what the person did not say."""
    if chosen.called is None:
        asked = chosen.intent == "clarify"
        return Score(float(asked), "" if asked else "没有反问")
    given = {name for name, value in chosen.called.arguments.items() if value not in (None, "", [])}
    made_up = [name for name in case.expected.missing if given & set(name.split("|"))]
    return Score(0.0 if made_up else 1.0, f"编造了{'、'.join(made_up)}" if made_up else "")


def _valid(case: ThisCase, chosen: Chosen) -> Score:
    """Of a call that was made; what the person did not say may be missing."""
    if chosen.called is None:
        return Score(None, "没有调用")
    lenient = bool(case.expected.missing)
    schemas = {
        tool.name: {**tool.parameters, "required": []} if lenient else tool.parameters for tool in case.asked.tools
    }
    return schema_validity(chosen.called, schemas)


def _no_tool(case: ThisCase) -> Score:
    return Score(0.0, tallies=_without_nothing(of_label(None, case.expected.tool or NOTHING)))


def _wants_arguments(case: ThisCase) -> bool:
    return case.expected.intent == "tool" and not case.expected.missing


def _tools(samples: Sequence[Sample]) -> Counts:
    return counted(samples, "tool")


TOOL_CHOICE = Task(
    name="tool_choice",
    title="选工具、填参数",
    claim="该用哪个工具、参数填什么、缺什么要反问、什么时候不用工具，都判断得对",
    version=2,
    cases=_cases,
    read=_read,
    scorers=(
        Scorer("intent", "意图", _intent, blank=lambda c: Score(0.0, tallies=of_label(None, c.expected.intent))),
        Scorer("tool", "工具", _tool, blank=_no_tool),
        Scorer("arguments", "参数", _arguments, applies=_wants_arguments),
        Scorer("slots", "缺的不编造", _slots, applies=lambda case: bool(case.expected.missing)),
        Scorer("valid", "合乎声明", _valid),
    ),
    figures=(
        Figure("tool_f1", "工具 F1（微平均）", lambda samples: f1(micro(_tools(samples)))),
        Figure("tool_macro_f1", "工具 F1（宏平均）", lambda samples: macro_f1(_tools(samples))),
        Figure("intent_macro_f1", "意图 F1（宏平均）", lambda samples: macro_f1(counted(samples, "intent"))),
    ),
    published=("tool_f1", "arguments"),
    kinds=ANSWERING,
)
