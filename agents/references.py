"""Provisions a question names, ready to be looked up: 规划法第三十条, 土地管理法第三十条至第三十二条."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import KnowledgeBase
from knowledge.provisions.address import Address
from knowledge.provisions.numerals import article_label
from knowledge.provisions.titles import QuestionReference
from knowledge.today import today

from .dates import blanked_days
from .law_names import NamedLaw

_TO = re.compile(r"^\s*(?:至|到|—|-|~)\s*$")
_BETWEEN = re.compile(r"[》\s的中里]*$")
_LONGEST_RANGE = 10


@dataclass(frozen=True)
class Named:
    """One provision as named; `ids` empty when its law is unknown or not named, several when the name fits several."""

    law: str
    """As written; empty when none is named."""
    ids: tuple[str, ...]
    article: str
    paragraph: int | None
    item: int | None
    start: int
    end: int

    @property
    def address(self) -> str:
        return str(Address(self.ids[0], None, self.article, self.paragraph, self.item))

    @property
    def label(self) -> str:
        """第三十五条"""
        return article_label(self.article)


def named_provisions(question: str, laws: Sequence[NamedLaw], base: KnowledgeBase) -> list[Named]:
    found: list[Named] = []
    for reference in base.references(blanked_days(question, today())):
        if reference.article is None:
            continue
        one = _named(question, reference, laws)
        before = found[-1] if found else None
        if not one.law and before and before.ids and _TO.match(question[before.end : one.start]):
            found += _range(before, one)
        else:
            found.append(one)
    return found


def _named(question: str, reference: QuestionReference, laws: Sequence[NamedLaw]) -> Named:
    name, ids = reference.title_name, reference.ids
    article = reference.article or ""
    before = _BETWEEN.sub("", question[: reference.start])
    if not ids:
        for law in sorted(laws, key=lambda law: -len(law.name)):
            if before.endswith(law.name) or law.name == name:
                name, ids = law.name, law.ids
                break
    elif any(not law.ids and law.name.endswith(name) and f"{before}{name}".endswith(law.name) for law in laws):
        # 浙江省土地管理条例第三条 names the province's own, not the one whose name it ends with.
        name, ids = next(law.name for law in laws if not law.ids and f"{before}{name}".endswith(law.name)), ()
    return Named(name, ids, article, reference.paragraph, reference.item, reference.start, reference.end)


def _range(first: Named, last: Named) -> list[Named]:
    """The articles behind `first` up to `last`; only `last` when they are too many to print."""
    if not (first.article.isdigit() and last.article.isdigit()):
        return []
    numbers = range(int(first.article) + 1, int(last.article) + 1)
    if not 0 < len(numbers) < _LONGEST_RANGE:
        numbers = range(int(last.article), int(last.article) + 1)
    return [Named(first.law, first.ids, str(n), None, None, last.start, last.end) for n in numbers]
