"""Editions of a law that a question asks for: 1998年版土地管理法, 土地管理法（2004年修正）, 旧土地管理法."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge import Instrument, KnowledgeBase, Notice, Version
from knowledge.provisions.numerals import chinese_to_int
from knowledge.time_notices import chinese_date

from .law_names import NamedLaw

_YEAR = r"(?P<year>(?:19|20)\d{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2})\s*年?\s*"
_CHANGED = "版本?|修正|修订|修改|文本|通过|公布|颁布|制定"
_BEFORE = re.compile(
    rf"(?:{_YEAR}(?:{_CHANGED})(?:过|后)?(?:的|版)*|(?P<former>旧版?|老版?|(?:修订|修改|修正)(?:以)?前|原先|原来|以前)的?)《?$"
)
_BEHIND = re.compile(
    rf"^》?\s*[（(]?\s*(?:的?{_YEAR}(?:{_CHANGED})|的?(?P<former>旧版|老版|(?:修订|修改|修正)(?:以)?前))"
)


@dataclass(frozen=True)
class Edition:
    """One of the two: the text to read, or the word that it is not held."""

    version: Version | None = None
    missing: Notice | None = None


def asked_edition(question: str, laws: Sequence[NamedLaw], base: KnowledgeBase, day: date) -> Edition | None:
    """The first edition asked for; None when none is, or it is the one to read on `day` anyhow."""
    for law, year in _named(question, laws):
        instrument = base.resolve(law.ids[0])[0]
        now = instrument.version_on(day)
        held = [v for v in instrument.versions if v.text_held]
        if not held or now is None:
            continue
        if year is None and now.status_on(day) == "repealed":
            continue  # 旧环评法 is the law that has ended
        if year is None:
            fit = [v for v in held if v.version_date < now.version_date]
        else:
            fit = [v for v in held if v.version_date.year == year]
        if now not in fit:
            return Edition(version=fit[-1]) if fit else Edition(missing=_missing(instrument, held, year))
    return None


def without_edition(text: str) -> str:
    """What stands before a law's name, less the words for its edition."""
    return _BEFORE.sub("", text)


def day_of(version: Version, day: date) -> date:
    """The day nearest to `day` on which `version` is the one to read."""
    if version.effective_to is not None and version.effective_to <= day:
        return version.effective_to - timedelta(days=1)
    return max(day, version.effective_from)


def _named(question: str, laws: Sequence[NamedLaw]) -> Iterator[tuple[NamedLaw, int | None]]:
    """Each law with the year of its edition; None for the year means the one before."""
    for law in laws:
        place = question.find(law.name)
        if not law.ids or place < 0:
            continue
        found = _BEFORE.search(question[:place]) or _BEHIND.match(question[place + len(law.name) :])
        if found is not None:
            yield law, chinese_to_int(found["year"]) if found["year"] else None


def _missing(instrument: Instrument, held: Sequence[Version], year: int | None) -> Notice:
    which = f"{year}年的文本" if year else "此前的文本"
    have = "、".join(f"{chinese_date(v.version_date)}通过的" for v in held)
    earlier = year is None or year < held[0].version_date.year
    return Notice(
        kind="before_earliest_text" if earlier else "text_not_held",
        text=f"本库没有收入《{instrument.id.partition('#')[0]}》{which}；本库的文本是{have}，可用 kb add 收入后再问",
    )
