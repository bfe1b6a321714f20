"""Questions about an instrument's own facts, answered from its record: when in force, repealed by what, how many articles."""

from __future__ import annotations

import re
from datetime import date

from knowledge import Instrument, KnowledgeBase, Version
from knowledge.time_notices import STATUS_WORDS, chinese_date, start_words

_WHEN = re.compile(r"(?:什么时候|何时|哪天|哪一天|哪年|几时|什么时间)[^。]{0,8}(?:施行|生效|实施|执行|废止|失效|通过|公布|颁布|出台|修订|修正)|(?:施行|生效|实施|废止|通过)(?:日期|时间|日)")
_STATUS = re.compile(r"(?:还|是否|是不是|仍|现在|目前|如今)?(?:有效|现行|失效|废止|作废|被取代|施行了|在用)(?:吗|么|没有|了吗|了没|\?|？|$|呢)|有没有(?:效|废止|失效)|效力(?:状态|如何|怎么样)?|被(?:什么|哪部|哪个)[^。]{0,6}(?:废止|取代|代替|替代)")
_COUNT = re.compile(r"(?:一共|共|总共|有)?(?:多少|几)条")
_NUMBER = re.compile(r"文号|令号|第几号令|标准号")
_CITES = re.compile(r"(?:哪些|什么|谁)[^。]{0,8}引用|被引用")


def asks_for(question: str) -> str | None:
    """The kind of fact asked for, or None when the question is about content."""
    for name, pattern in (("when", _WHEN), ("status", _STATUS), ("count", _COUNT), ("number", _NUMBER), ("cites", _CITES)):
        if pattern.search(question):
            return name
    return None


def fact_sentence(kind: str, instrument: Instrument, day: date, base: KnowledgeBase) -> str | None:
    """One or two Chinese sentences from the record; None when the record does not say."""
    version = instrument.version_on(day)
    name = f"《{instrument.id.partition('#')[0]}》"
    if kind == "number":
        return f"{name}的文号是{instrument.number}。" if instrument.number else None
    if version is None:
        return None
    if kind == "count":
        return _count(name, instrument, version, base)
    if kind == "cites":
        return None
    return f"{name}现收入的文本于{chinese_date(version.version_date)}通过或公布，{start_words(version)}；{_standing(version, day)}。"


def _standing(version: Version, day: date) -> str:
    status = version.status_on(day)
    words = f"在{chinese_date(day)}{STATUS_WORDS[status]}"
    if status in ("repealed", "superseded") and version.effective_to is not None:
        by = f"被《{version.repealed_by}》" if status == "repealed" and version.repealed_by else ""
        return f"已自{chinese_date(version.effective_to)}起{by}{'废止' if status == 'repealed' else '由新文本取代'}"
    if version.effective_to is not None and day < version.effective_to:
        ends = "废止" if version.ends_by == "repealed" else "由新文本取代"
        return f"{words}，自{chinese_date(version.effective_to)}起{ends}"
    return words


def _count(name: str, instrument: Instrument, version: Version, base: KnowledgeBase) -> str | None:
    if not version.text_held:
        return f"{name}登记为共{instrument.articles}条。" if instrument.articles else None
    numbered = [a for a in base.articles(version.id) if a.label.startswith("第")]
    return f"{name}（{version.version_date}）本库收入{len(numbered)}条，最后一条是{numbered[-1].label}。" if numbered else None
