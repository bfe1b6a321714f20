"""The tool that is wanted, called; its answer put into words by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from knowledge import KnowledgeBase
from tools import AnyTool, ToolError
from tools.compliance.results import Compliance
from tools.indicators.results import IndicatorValue, LookUp
from tools.siting.results import FacilityPlan, SiteSelection

from ..grounds import Grounds
from ..state import State, dumped, notices_of, refusal
from ..tool_words.compliance import compact, compliance_words, questions_of
from ..tool_words.indicator import look_up_words, value_words
from ..tool_words.siting import facility_words, selection_words
from ..understanding import Understanding

_ASK_FOR = {
    "site": "请附上用地范围文件（GeoPackage、Shapefile 压缩包、GeoJSON 或报批坐标 TXT），再审查",
    "area_m2": "请说明要多大面积",
    "use": "请说明做什么用途",
    "region": "请说明在哪个地区（名称或六位区划代码）",
    "indicator": "请说明是哪项指标",
}


def act(state: State, tools: Mapping[str, AnyTool], base: KnowledgeBase) -> State:
    wanted = Understanding.model_validate(state["call"])
    assert wanted.tool is not None
    lacking = [name for name in wanted.missing if not (wanted.tool == "compute_indicator" and name == "region")]
    if lacking:  # an indicator without a region is that of the node's own
        asked = [_ASK_FOR.get(name, f"请说明 {name}") for name in lacking]
        return {"told": [f"{'；'.join(asked)}。"], "grounds": [], "asked_facts": lacking, "used": None}
    if wanted.tool not in tools:
        return refusal(f"本节点没有“{wanted.tool}”这个工具", notices_of(state))
    arguments = _arguments(wanted, state)
    try:
        result = tools[wanted.tool].run(arguments)
    except ValidationError as error:
        return refusal(f"工具 {wanted.tool} 的参数不对：{error.errors()[0]['msg']}", notices_of(state))
    except ToolError as error:
        return refusal(str(error), notices_of(state))
    grounds = Grounds()
    told, asked, shown = _WORDS[wanted.tool](result, state, grounds, base)
    used = {"name": wanted.tool, "arguments": arguments, "result": shown}
    return {"told": told, "grounds": dumped(list(grounds)), "asked_facts": asked, "used": used}


def _arguments(wanted: Understanding, state: State) -> dict[str, Any]:
    if wanted.tool != "check_compliance":
        return wanted.arguments
    day = date.fromisoformat(state["days"][-1])
    return {**wanted.arguments, "date": day.isoformat(), "facts": state.get("facts", {})}


Worded = tuple[list[str], list[str], dict[str, Any]]
"""Sentences, what they ask back, and the result as it travels with the answer."""


def _compliance(result: dict[str, Any], state: State, grounds: Grounds, base: KnowledgeBase) -> Worded:
    found = Compliance.model_validate(result)
    site = state.get("site")
    told = compliance_words(found, site["name"] if site else found.site, grounds, base, state.get("grade", 0))
    return told, questions_of(found), compact(result)


def _look_up(result: dict[str, Any], _state: State, _grounds: Grounds, _base: KnowledgeBase) -> Worded:
    found = LookUp.model_validate(result)
    return look_up_words(found), ["indicator"] if found.ask else [], result


def _compute(result: dict[str, Any], _state: State, _grounds: Grounds, _base: KnowledgeBase) -> Worded:
    found = IndicatorValue.model_validate(result)
    return value_words(found), ["indicator"] if found.ask else [], result


def _select(result: dict[str, Any], _state: State, _grounds: Grounds, _base: KnowledgeBase) -> Worded:
    return selection_words(SiteSelection.model_validate(result)), [], result


def _locate(result: dict[str, Any], _state: State, _grounds: Grounds, _base: KnowledgeBase) -> Worded:
    return facility_words(FacilityPlan.model_validate(result)), [], result


_WORDS: dict[str, Callable[[dict[str, Any], State, Grounds, KnowledgeBase], Worded]] = {
    "check_compliance": _compliance,
    "look_up_indicator": _look_up,
    "compute_indicator": _compute,
    "select_site": _select,
    "locate_facilities": _locate,
}
