"""Amendments that a held text has not taken in: 刑法（2020年文本） after 刑法修正案（十二）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import Notice
from knowledge.time_notices import chinese_date

from .facts import Asked
from .grounds import Ground, ground_of_view


def cite_amendments(asked: Asked, notices: list[Notice]) -> None:
    """Cites, behind the provisions that an answer rests on, what has changed them since and by the day."""
    for ground in list(asked.grounds):
        for change, since in _changes(ground, asked):
            asked.grounds.cite(change)
            text = (
                f"《{ground.instrument}》{ground.article}自{since}起经《{change.instrument}》{change.article}修改，"
                f"本库的文本（{ground.version}）没有并入，请以修改后的为准"
            )
            notices.append(Notice(kind="amended_since", text=text))


def _changes(ground: Ground, asked: Asked) -> Iterator[tuple[Ground, str]]:
    named = re.compile(rf"{re.escape(ground.instrument)}{ground.article}(?!之)")
    for version in asked.base.amendments_since(ground.instrument, ground.version, asked.day):
        for article in asked.base.articles(version.id) if version.text_held else ():
            if named.search(article.text):
                view = asked.base.provision(f"{version.id}/{article.number}", as_of=asked.day, grade=asked.grade)
                change = ground_of_view(view, asked.base, asked.day, asked.grade)
                if change is not None:
                    yield change, chinese_date(version.effective_from)
