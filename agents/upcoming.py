"""Texts that are passed and not yet in force on the day: a question after the new rule is told from when it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from knowledge import Instrument, KnowledgeBase, Notice, SearchHit, SearchResults, Version
from knowledge.time_notices import chinese_date, start_words, time_notices

from .facts import Asked, coming, name_of

_NEW = re.compile(
    r"新法|新规|新的?规定|新条文|新文本|新修[订改正]|新(?!农村|[建增设型开办区城市村人产技能生])(?=《|[一-鿿]{1,8}法(?![律规院定人治]))"
    r"|修[订改][后了版]|听说|据说|(?:刚刚?|已经?|就|都)(?:通过|出台|公布|发布|修[订改])|即将|将要"
)
_MOST_DAYS = 3
_TOP = 3


def speaks_of_new(question: str) -> bool:
    """新法, 刚通过, 听说…不用交了: what is to come may be meant."""
    return bool(_NEW.search(question))


def without_new(question: str) -> str:
    """For a search: the words for its being new are in no law."""
    return _NEW.sub("", question)


def next_text(instrument: Instrument, day: date) -> Version | None:
    """The text passed by `day` that does not hold yet, where another does."""
    now = instrument.version_on(day)
    to_come = [v for v in instrument.versions if v.version_date <= day < v.effective_from and v != now]
    return to_come[0] if to_come else None


def told_to_come(question: str, laws: Sequence[Instrument], asked: Asked, notices: list[Notice]) -> list[str]:
    """Sentences on laws that do not hold yet, and on new texts where the question speaks of one; a notice of each."""
    told = []
    for law in laws:
        now, new = law.version_on(asked.day), next_text(law, asked.day)
        if now is not None and now.text_held and now.status_on(asked.day) == "not_yet_in_force":
            told.append(f"{name_of(law)}{not_yet(now, asked)}。")
            notices += [n for n in time_notices(law, now, asked.day, asked.base.corpus_end) if n not in notices]
        elif new is not None:
            text = f"{name_of(law)}{chinese_date(new.version_date)}通过的新文本"
            notices.append(Notice(kind="not_yet_in_force", text=f"{text}{_starts(new, asked.day)}"))
            if new.text_held and speaks_of_new(question):
                told.append(f"{text}{coming(new, asked)}。")
    return told


def not_yet(version: Version, asked: Asked) -> str:
    """Of a law's earliest text held; whether there was one before it, the texts held do not say."""
    return f"{chinese_date(version.version_date)}通过的文本{coming(version, asked)}，本库没有更早的文本"


def _starts(version: Version, day: date) -> str:
    return f"{start_words(version)}，在{chinese_date(day)}尚未施行"


def found_to_come(look: Callable[..., SearchResults], base: KnowledgeBase, day: date) -> SearchHit | None:
    """The provision to come that `look`, given a day to come, puts among its first."""
    starts = {
        v.effective_from
        for i in base.instruments()
        for v in i.versions
        if v.text_held and v.version_date <= day < v.effective_from
    }
    for start in sorted(starts)[:_MOST_DAYS]:
        found = look(as_of=start)
        for hit in found.results[:_TOP] if found.supported else ():
            if hit.effective_from > day and date.fromisoformat(hit.version) <= day:
                return hit.model_copy(update={"status": "not_yet_in_force"})
    return None
