"""What a question claims of a provision it names: 第三十五条规定基本农田可以随意占用，对吗."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.today import today

from .dates import matter_of, without_days
from .editions import without_edition
from .references import Named

_CONFIRM = re.compile(
    r"[，,。；;：:\s]*(?:(?:这|以上|该|此)(?:一|个|种)?(?:说法|理解|讲法|观点|结论)?|我(?:的)?(?:这样)?理解(?:得|的)?|这么说|这样说|是否)?"
    r"(?:是)?(?:对吗|对么|对不对|是吗|是么|是不是|正确吗|正确么|准确吗|属实吗|成立吗|真的吗|没错吧|没错吗|是这样吗|是这样的吗|吧|正确|属实)"
    r"[？?。！!\s]*$"
)
_SAYS = re.compile(
    r"^(?:的|中|里|明确|已经|也|就|都|不是)*(?:规定|要求|写明|写着|指出|说明|说|提到|提出|表明|载明|确定)(?:了|过|着)?(?!的)[，,：:\s]*"
)
_GRANTS = re.compile(r"^(?:的|中|里|明确|已经|也|就|都)*(?:允许|准许|禁止|授权|赋予|不允许|不准)")
_PRESUPPOSES = re.compile(r"既然|为什么|为何|因为|由于|鉴于|根据|依据|按照|依照")
_ASKS = re.compile(
    r"什么|哪|谁|多少|几[个条款项年月日天种类次亩]|如何|怎么|怎样|何时|何种|是否|能否|可否|有没有|是不是|吗|呢|多久|多长|多大|为何|立法"
)
_OTHER_PLACES = re.compile(r"[和与跟及、]?第?[一二三四五六七八九十百千\d]+[条款项]")
_A_PARTY = re.compile(r"我|某|张三|李四|当事人|该公司|该企业|邻居|他|她")
_FRAME = re.compile(
    r"请?(?:根据|依据|按照|依照|按|违反|既然|为什么|为何|请问|听说|据说|有人说|因为|由于|如果|假如|关于|想问|我记得|帮我|帮忙|"
    r"查一下|查查|查询|查|看看|看|介绍|说明|解释|解读|理解|背诵|默写|翻译成?|概括|总结|列出|给出|讲讲|说说|谈谈|把|对|一下)|"
    r"规定的?|要求的?|中的|里的|里面|具体|主要|详细|完整|原文|全文|内容|含义|意思|意义|目的|立法|条文|条款|法条|本条|该条|这一条|这条|"
    r"规定|适用于?|涉及|包括|属于|有关|关系|区别|分别|各|大白话|通俗|白话|讲的?|说的?|写的?|是|的|了"
)


@dataclass(frozen=True)
class Claim:
    text: str
    asserted: bool
    """The question says that the provision says so; otherwise it asks the provision about it."""


def claim_of(question: str, named: Named) -> Claim | None:
    """None when nothing is claimed, as in 第三十五条讲了什么 or in a case told of somebody."""
    before, after = without_edition(question[: named.start]), question[named.end :]
    before, after = (without_days(part, today()) for part in (before, after))
    confirm = _CONFIRM.search(after)
    if confirm:
        said = _SAYS.sub("", after[: confirm.start()]).strip("，,：: ")
        return Claim(said, True) if said and not _ASKS.search(said) else None
    clauses = [clause for clause in re.split(r"[，,。；;？?！!]", after) if clause.strip()]
    first = clauses[0] if clauses else ""
    if _SAYS.match(first) or _GRANTS.match(first):
        said = _SAYS.sub("", first)
        if said and not _ASKS.search(said):
            return Claim(said, True)
    elif (
        after.startswith(("，", ","))
        and len(clauses) > 1
        and _PRESUPPOSES.search(before)
        and not (_ASKS.search(first) or _A_PARTY.search(first))
    ):
        return Claim(first, True)
    if _A_PARTY.search(before + after) or "适用" in after:
        return None
    topic = _topic(before, after)
    return Claim(topic, False) if topic else None


def topics_of(question: str, named: Named) -> list[str]:
    """What each clause speaks of besides the provision, its days and the words of asking."""
    parts = (matter_of(part, today()) for part in (question[: named.start], question[named.end :]))
    topics = (_topic(clause, "") for part in parts for clause in re.split(r"[，,。；;？?！!：:（）()“”]", part))
    return [topic for topic in topics if topic]


def _topic(before: str, after: str) -> str:
    topic = _ASKS.sub(" ", _FRAME.sub(" ", _OTHER_PLACES.sub(" ", f"{before} {after}")))
    return re.sub(r"[\s，,。；;？?！!、：:“”\"（）()]+", " ", topic).strip()
