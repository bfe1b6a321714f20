"""Which tool beside law search a message asks for, by its words: only where they leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from tools.indicators.targets import PlanLevel
from tools.siting import use_in

from ..citations.quantities import number
from .areas import areas
from .places import places
from .project_words import replies, stated_facts
from .understanding import REQUIRED, Attachment, Understanding
from .vocabulary import Vocabulary

_PARCEL = re.compile(
    r"(?:这|那|该|本|此)(?:个|块|宗|片|处)?(?:地块|宗地|用地|地(?![方下区级])|图斑|项目用地|红线范围)|我(?:们)?(?:这|那)(?:个|块)地|附件"
)
_MAY_BUILD = re.compile(
    r"能不能|能否|可不可以|可以|能建|能用|合规|符合|审查|占(?:用|没占|不占)|压(?:占|没压|不压|到)|涉及|冲突|是否在|行不行|违规|"
    r"建|用作|选址意见|预审"
)
_SITING = re.compile(
    r"选址|选(?:一|个|几)?块|找(?:一|个|几)?(?:块|宗|处)地|备选(?:地块|用地)|哪(?:里|儿|些地方|块地)(?:适合|可以|能)建|推荐.{0,8}(?:地块|用地)"
)
_SEVERAL = re.compile(r"(\d{1,2}|[两二三四五六七八九十])(?:所|处|座|家)")
"""Facilities that are all to be built; 块 counts alternatives."""
_LAW = re.compile(r"法律|法规|规定|条例|哪条|第.{1,6}条|依据|意见书|手续|程序|材料")
_COMPUTE = re.compile(r"计算|算一?下|算算|算出|测算|核算|统计一下|量一?下|评估一下")
_HOW_MUCH = re.compile(r"多少|是几|目标|指标|要求|下限|上限|底线|不低于|不少于|不超过|约束|规模|面积|比例|率")
_QUESTION = re.compile(r"几|多少|什么|怎么|如何|为何|为什么|哪|谁|吗|呢|[?？]")
_AGAIN = re.compile(r"重新|再(?:审|查|看|判)|结论|那如果|假如|如果是|换成|改成")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?")
_SCOPE = re.compile(r"中心城区|城区范围|主城区|全市|全县|全省|市域|县域|全域|先行启动区|城镇开发边界内|海洋|陆域")
_LEVEL = re.compile(rf"({'|'.join(get_args(PlanLevel))})级(?:规划)?")


def choose(
    text: str,
    vocabulary: Vocabulary,
    *,
    handed_in: Sequence[Attachment] = (),
    site: Attachment | None = None,
    asked: Sequence[str] = (),
) -> Understanding | None:
    """`handed_in`: with this message; `site`: the one already spoken of; `asked`: facts the planner asked for last.

    None: a question of law, or none of ours.
    """
    if handed_in:
        return Understanding.of_tool("check_compliance", site=handed_in[-1]["number"])
    if site is not None and _goes_on(text, asked):
        return Understanding.of_tool("check_compliance", site=site["number"])
    if _SITING.search(text) and not _LAW.search(text):
        return _siting(text, vocabulary)
    if _PARCEL.search(text) and _MAY_BUILD.search(text) and not _LAW.search(text):
        return Understanding.of_tool("check_compliance", site=site["number"] if site else None)
    indicator = vocabulary.indicator_in(text)
    if indicator is None or _LAW.search(text):
        return None
    region = vocabulary.region_in(text)
    if _COMPUTE.search(text):
        return Understanding.of_tool("compute_indicator", indicator=indicator, region=region)
    if region is not None and _HOW_MUCH.search(text):
        return _look_up(text, indicator, region)
    return None


def _goes_on(text: str, asked: Sequence[str]) -> bool:
    if replies(text, asked):
        return True
    if _QUESTION.search(text):
        return bool((_PARCEL.search(text) and _MAY_BUILD.search(text)) or _AGAIN.search(text))
    return bool(stated_facts(text)) or bool(_AGAIN.search(text))


def completed(before: Understanding, text: str, vocabulary: Vocabulary) -> Understanding | None:
    """The call that could not be made for want of something, with what the reply gives; None: it gives nothing."""
    if _QUESTION.search(text):
        return None
    found = {name: value for name, value in _given(text, vocabulary).items() if name in before.missing}
    assert before.tool is not None
    return Understanding.of_tool(before.tool, **before.arguments, **found) if found else None


def _siting(text: str, vocabulary: Vocabulary) -> Understanding:
    """Where no place is named: in the node's own region."""
    given = _given(text, vocabulary)
    given.setdefault("region", vocabulary.own_region)
    wanted = {name: given.get(name) for name in REQUIRED["select_site"]}
    several = _SEVERAL.search(text)
    count = int(number(several[1]) or 1) if several else 1
    if count > 1:
        return Understanding.of_tool("locate_facilities", count=count, **wanted)
    return Understanding.of_tool("select_site", **wanted)


def _given(text: str, vocabulary: Vocabulary) -> dict[str, Any]:
    found, facts, use = areas(text), stated_facts(text), use_in(text)
    region = vocabulary.region_in(text) or next(iter(places(text)), None)
    given = {
        "area_m2": found[0] if found else None,
        "use": use.code if use else facts.get("use.code") or facts.get("project_kind"),
        "region": region,
        "indicator": vocabulary.indicator_in(text),
    }
    return {name: value for name, value in given.items() if value is not None}


def _look_up(text: str, indicator: str, region: str) -> Understanding:
    plain = text.replace(region, "")
    year, scope, level = _YEAR.search(plain), _SCOPE.search(plain), _LEVEL.search(plain)
    return Understanding.of_tool(
        "look_up_indicator",
        indicator=indicator,
        region=region,
        year=int(year[1]) if year else None,
        scope=scope[0] if scope else None,
        plan_level=level[1] if level else None,
    )
