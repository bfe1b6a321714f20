"""Follow-ups made standalone: 那第二款呢, 它什么时候施行的, 2026年8月以前呢, 城乡规划法呢."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import KnowledgeBase
from knowledge.provisions.address import Address
from knowledge.provisions.numerals import article_label

from .dates import ImpossibleDate, named_days, without_days
from .law_names import named_laws
from .question_kind import fact_kind
from .references import named_provisions
from .state import Spoken, Turn

_NUMBER = r"[〇零一二三四五六七八九十百千\d]+"
_LEADING = re.compile(r"^(?:(?:那么?|然后|还有|另外|请问|再问一下|再问|好的|明白了|谢谢|嗯|哦)[，,。！!\s]*)*")
_TRAILING = re.compile(r"[呢？?。！!\s]*$")
_PART = re.compile(
    rf"^(?:它|该条|这条|这一条)?的?第?{_NUMBER}[款项](?:的?第?{_NUMBER}项)?(?:是什么|怎么说|怎么规定|规定了?什么|的?内容)?$"
)
_ARTICLE = re.compile(rf"^第?{_NUMBER}条")
_NEXT = re.compile(r"^(?P<way>下|后|上|前)一?条(?:是什么|怎么说|怎么规定|规定了?什么|的?内容)?$")
_THE_ARTICLE = re.compile(r"该条|这一条|这条|此条|上述(?:规定|条文)|该规定|这个规定|前述规定")
_THE_LAW = re.compile(
    r"这部法律?|那部法律?|这个法律?|该法律?|本法|该条例|该办法|该文件|这个文件|它|(?<![一-鿿])其(?=什么|何时|第|是否|有|共)"
)
_SAME_ASKED = re.compile(r"^(?:的情况|的话|的规定|的|怎么样|也一样|也是|又如何|如何|又怎么样|那边)?$")
_LEANS = re.compile(
    r"^(?:那|如果|要是|若|假如|换成|改成|还有|具体|为什么|什么意思|继续|其他|例外)|呢[？?]*$|这种情况|上面|刚才|前面|同样"
)
_SHORT = 24


@dataclass(frozen=True)
class Standalone:
    question: str
    day: str | None = None
    """Taken over from the turn it leans on, ISO."""
    leans: bool = False
    """It still wants the conversation to be understood."""


def standalone(question: str, turns: Sequence[Turn], base: KnowledgeBase, today: date) -> Standalone:
    """The question with what it leaves unsaid taken from the last turn; as it is when it says enough."""
    if not turns:
        return Standalone(question)
    last = turns[-1]
    core = _TRAILING.sub("", _LEADING.sub("", question))
    if _only_a_day(core, today):
        return Standalone(f"{core}，{without_days(last['question'], today)}")
    laws = [law for law in named_laws(core, base) if law.ids]
    if laws:
        rest = core.replace(f"《{laws[0].name}》", "").replace(laws[0].name, "")
        if len(laws) == 1 and _SAME_ASKED.match(rest) and question.rstrip("？?。") != core:
            return Standalone(_about(laws[0].ids[0], last), last["day"])
        return Standalone(question)
    if named_laws(core, base):
        return Standalone(question)
    said = _completed(core, last, today)
    if said is not None:
        return Standalone(said, last["day"])
    if _LEANS.search(question) and len(core) <= _SHORT:
        return Standalone(f"{core}：{last['question']}", last["day"], leans=True)
    return Standalone(question, leans=len(core) <= _SHORT)


def says_too_little(question: str) -> bool:
    """那第二款呢, 下一条是什么: nothing can be made of it where nothing was said before."""
    core = _TRAILING.sub("", _LEADING.sub("", question))
    return bool(_PART.match(core) or _NEXT.match(core))


def turns_of(messages: Sequence[Spoken], base: KnowledgeBase, today: date) -> list[Turn]:
    """A conversation as the caller tells it: every question made standalone in its turn."""
    turns: list[Turn] = []
    for message in messages:
        if message["role"] == "user":
            said = standalone(message["content"], turns, base, today)
            turns.append(turn_of(said, base, today))
        elif turns:
            _heard(message["content"], turns[-1], base)
    return turns


def turn_of(said: Standalone, base: KnowledgeBase, today: date) -> Turn:
    laws = named_laws(said.question, base)
    provisions = [p for p in named_provisions(said.question, laws, base) if p.ids]
    known = [law for law in laws if law.ids]
    law = provisions[-1].ids[0] if provisions else known[0].ids[0] if known else None
    article = provisions[-1].article if provisions else None
    return {"question": said.question, "law": law, "article": article, "day": _day(said, today)}


def _heard(answer: str, turn: Turn, base: KnowledgeBase) -> None:
    """What the answer cited first is spoken of, where the question named nothing."""
    provisions = [p for p in named_provisions(answer, named_laws(answer, base), base) if p.ids]
    same_law = [p for p in provisions if turn["law"] in (None, p.ids[0])]
    if same_law and turn["article"] is None:
        turn["law"], turn["article"] = same_law[0].ids[0], same_law[0].article


def _completed(core: str, last: Turn, today: date) -> str | None:
    law, article = last["law"], last["article"]
    if law is None:
        return None
    name = f"《{law.partition('#')[0]}》"
    place = f"{name}{article_label(article)}" if article else None
    if place and article and _PART.match(core):
        part = re.sub(r"^(?:它|该条|这条|这一条)?的?", "", core)
        return f"{place}{part}"
    step = _NEXT.match(core)
    if step and article and article.isdigit():
        number = int(article) + (1 if step["way"] in "下后" else -1)
        return f"{name}{article_label(str(number))}"
    if _ARTICLE.match(core):
        return f"{name}{core}"
    if place and _THE_ARTICLE.search(core):
        return _THE_ARTICLE.sub(place, core, count=1)
    if _THE_LAW.search(core):
        return _THE_LAW.sub(name, core, count=1)
    if fact_kind(core, [], [], today):
        return f"{name}{core}"
    return None


def _about(law: str, last: Turn) -> str:
    """The last question, asked of another law."""
    name = f"《{law.partition('#')[0]}》"
    if last["law"] is None:
        return f"{name}{last['question']}"
    before = last["law"].partition("#")[0]
    asked = last["question"]
    for written in (f"《{before}》", before):
        if written in asked:
            return asked.replace(written, name)
    return f"{name}{asked}"


def _only_a_day(core: str, today: date) -> bool:
    try:
        days = named_days(f"{core}呢", today)
    except ImpossibleDate:
        return False
    rest = core
    for day in reversed(days):
        rest = rest[: day.start] + rest[day.end :]
    return (
        bool(days)
        and re.fullmatch(
            r"(?:如果是?|要是|假如是?|换成|改成|截至|截止到?|在|到了?|按|的?时候?|当时|以后|之后|起|的话|的|，|,|\s)*",
            rest,
        )
        is not None
    )


def _day(said: Standalone, today: date) -> str | None:
    try:
        days = named_days(said.question, today)
    except ImpossibleDate:
        days = []
    return days[-1].day.isoformat() if days else said.day


def article_of(address: str) -> str | None:
    return Address.parse(address).article
