"""Follow-ups made standalone from the conversation: 那第二款呢, 它什么时候施行, 2026年8月以前呢."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import KnowledgeBase

_LEADING = re.compile(r"^(?:那么?|然后|还有|另外|请问|再问)?[，,\s]*")
_PRONOUN = re.compile(r"这部法律?|该法|那部法律?|这个法|它|其(?=什么|何时|第|是否)|本法")
_PART_ONLY = re.compile(r"^第?[一二三四五六七八九十\d]+[款项](?:第?[一二三四五六七八九十\d]+项)?(?:呢|是什么|怎么说|的内容)?[？?。]?$")
_ELLIPSIS = re.compile(r"呢[？?]?$|^(?:为什么|什么意思|还有吗|继续|具体呢)[？?]?$")
_ARTICLE_ONLY = re.compile(r"^第?[一二三四五六七八九十百千\d]+条")


@dataclass(frozen=True)
class Turn:
    role: str
    content: str


def standalone(question: str, earlier: Sequence[Turn], knowledge: KnowledgeBase) -> str:
    """The question with what it leaves unsaid taken from the user's earlier turns; unchanged when it says enough."""
    asked = [turn.content for turn in earlier if turn.role == "user"]
    if not asked:
        return question
    core = _LEADING.sub("", question).strip()
    topic = _topic(asked, knowledge)
    names_law = bool(knowledge.named(core))
    if topic is None or names_law:
        return question
    law, reference = topic
    if _PART_ONLY.match(core) and reference:
        return f"{reference}{core}"
    if _ARTICLE_ONLY.match(core):
        return f"《{law}》{core}"
    if _PRONOUN.search(core):
        return _PRONOUN.sub(f"《{law}》", core, count=1)
    if _ELLIPSIS.search(core) and len(core) <= 25:
        return f"{_without_days(asked[-1])} {core}" if len(asked[-1]) < 200 else question
    return question


def _topic(asked: Sequence[str], knowledge: KnowledgeBase) -> tuple[str, str | None] | None:
    """(law, law with article) last spoken of."""
    for text in reversed(asked):
        references = [r for r in knowledge.references(text) if r.ids and r.article]
        if references:
            last = references[-1]
            return last.ids[0], f"《{last.ids[0]}》第{last.article.replace('之', '条之') if '之' in (last.article or '') else f'{last.article}条'}"
        named = knowledge.named(text)
        if named:
            return named[-1], None
    return None


def _without_days(text: str) -> str:
    return re.sub(r"(?:截至|在)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:时|前|以前|之前)?[，,]?", "", text)
