"""Article numbers that belong to another text of the law: 原渔业法第三十五条, and where its words stand on the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import Instrument, KnowledgeBase, Notice, Version
from knowledge.counterpart import counterpart
from knowledge.document import Article
from knowledge.retrieve.bigrams import terms
from knowledge.retrieve.support import coverage
from knowledge.time_notices import chinese_date

from .claims import topics_of
from .editions import without_edition
from .facts import Asked, coming, name_of, taken_over
from .jargon import written_out
from .references import Named

_FORMER = re.compile(r"(?:原|旧|老)(?:的|版)*《?$")
_WHERE_NOW = re.compile(
    r"第?几条|哪一?条|何条|对应|改成|改为|改引|(?:现在|如今|现行|目前|现)(?:是|呢|在|看|该|应|第|[？?。]?$)|还(?:准|对|能|可以|有效)"
)
_LEAST_TOPIC = 0.3
_FEW = 3
"""Character pairs: a shorter clause decides nothing."""
_LONGEST = 300
_LEAST_SUPPORT = 0.5
_CLEARLY = 2.0
"""The other text's article has so many times as much of the matter as the article of the day."""


@dataclass(frozen=True)
class Moved:
    version: Version
    """The text whose number it is."""
    article: Article
    today: Version
    """The text of the day."""
    now: Article | None
    """What says the same in it, else what a search finds to say the most like it; None when nothing does."""
    rewritten: bool
    """`now` is what was found."""

    @property
    def former(self) -> bool:
        return self.version.version_date < self.today.version_date


def asks_where_now(question: str) -> bool:
    """对应现在第几条, 现在呢, 还准吗: the text of the day is asked for, whatever text the number is of."""
    return bool(_WHERE_NOW.search(question))


def moved(question: str, named: Named, base: KnowledgeBase, day: date) -> Moved | None:
    """None when the number is that of the text of `day`, or nothing tells that it is not."""
    instrument = base.resolve(named.ids[0])[0]
    today = instrument.version_on(day)
    others = [v for v in instrument.versions if v.text_held and v != today]
    if today is None or not today.text_held or not others:
        return None
    before = question[: named.start]
    if without_edition(before) != before and not asks_where_now(question):
        return None
    held = base.articles(today.id)
    topics = [set(terms(written_out(topic))) for topic in topics_of(question, named)]
    mine = _covered(_numbered(held, named.article), topics)
    found = [(v, article) for v in others if (article := _numbered(base.articles(v.id), named.article)) is not None]
    if not found:
        return None
    version, article = max(found, key=lambda pair: _covered(pair[1], topics))
    theirs = _covered(article, topics)
    former = version.version_date < today.version_date and _FORMER.search(before) is not None
    if not (theirs >= max(_LEAST_TOPIC, _CLEARLY * mine) or (former and theirs >= mine)):
        return None
    same = counterpart(article, held)
    now = same or _nearest(question, article, instrument, held, base, day)
    return (
        None if now is not None and now.number == named.article else Moved(version, article, today, now, same is None)
    )


def where_now(gone: Moved, named: Named, asked: Asked) -> tuple[str, Notice]:
    """A sentence that cites what ended the one text or begins the other, and the notice."""
    (instrument,) = asked.base.resolve(named.ids[0])[:1]
    name = f"{name_of(instrument)}{named.label}"
    text = f"{chinese_date(gone.version.version_date)}通过的文本"
    which = "最相近的规定" if gone.rewritten else "相应的规定"
    if gone.former:
        now = f"{which}现为{gone.now.label}" if gone.now else "现行文本没有与它相当的条文，以下是原来的规定"
        ended = taken_over(instrument, gone.version, asked)
        sentence = f"{name}是{text}的条号，该文本{ended}；{now}。"
        return sentence, Notice(kind="superseded", text=without_marks(sentence))
    now = f"当日有效的文本里{which}是{gone.now.label}" if gone.now else "当日有效的文本没有与它相当的条文"
    sentence = f"所说的{name}是{text}的条号，该文本{coming(gone.version, asked)}；{now}。"
    return sentence, Notice(kind="false_premise", text=without_marks(sentence))


def without_marks(sentence: str) -> str:
    return re.sub(r"\[\d+\]", "", sentence)


def _nearest(
    question: str, article: Article, law: Instrument, held: Sequence[Article], base: KnowledgeBase, day: date
) -> Article | None:
    for asked in (article.text[:_LONGEST], question):
        found = base.search(f"《{law.id}》{asked}", as_of=day, limit=5)
        own = [hit for hit in found.results if hit.instrument == law.id and "reference" not in hit.found_by]
        if found.supported and own and own[0].support >= _LEAST_SUPPORT:
            return next((a for a in held if a.label == own[0].article), None)
    return None


def _numbered(articles: Sequence[Article], number: str) -> Article | None:
    return next((article for article in articles if article.number == number), None)


def _covered(article: Article | None, topics: Sequence[set[str]]) -> float:
    """As far as the clause goes that it has most of."""
    told = [coverage(article.text, topic) for topic in topics if len(topic) >= _FEW] if article is not None else []
    return max(told, default=0.0)
