"""A tool's arguments: by parsers, and where only a reader finds the words, as the model wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge import KnowledgeBase
from knowledge.provisions.numerals import int_to_chinese

from ..law_names import named_laws
from ..references import Named, named_provisions
from .areas import areas
from .places import places
from .project_words import stated_facts
from .said_days import said_days
from .vocabulary import Vocabulary

_FILE = re.compile(r"[\[【]附件[：:]\s*([^\]】]+?)\s*[\]】]")
_LEVEL = re.compile(r"(国家|省|市|县|乡)级")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?")
_SCOPE = re.compile(r"中心城区|城区范围|主城区|全市|全县|全省|市域|县域|全域|先行启动区")
_KIND = re.compile(r"行政法规|部门规章|法律(?=层级|[，,。]|$)|规范性文件")


@dataclass(frozen=True)
class Talk:
    """A conversation, and what its words may mean here."""

    messages: Sequence[Mapping[str, str]]
    base: KnowledgeBase
    vocabulary: Vocabulary
    today: date

    @property
    def last(self) -> str:
        return self.messages[-1]["content"]

    @property
    def users(self) -> list[str]:
        """What the person said, the last first."""
        return [message["content"] for message in reversed(self.messages) if message["role"] == "user"]


def filled(tool: str, talk: Talk, written: Mapping[str, str]) -> dict[str, Any]:
    """`written`: values of slots that the model gave; they go before what parsers guess of names and words."""
    found: dict[str, Any] = {}
    for name, parser in _PARSERS.get(tool, {}).items():
        value = parser(talk)
        if value not in (None, "", [], {}):
            found[name] = value
    for name, value in written.items():
        _put(found, name, value)
    return found


def _put(found: dict[str, Any], name: str, value: str) -> None:
    head, _, rest = name.partition(".")
    if rest:
        inside = found.setdefault(head, {})
        if isinstance(inside, dict):
            inside[rest] = value
    else:
        found[name] = value.split("、") if name in ("constraints", "layers") else value


def _reference(talk: Talk) -> str | None:
    for text in talk.users:
        laws = named_laws(text, talk.base)
        named = [one for one in named_provisions(text, laws, talk.base) if one.law]
        if named:
            return _written(named[0])
    return None


def _written(named: Named) -> str:
    law = named.ids[0].partition("#")[0] if len(named.ids) == 1 else named.law.strip("《》")
    paragraph = f"第{int_to_chinese(named.paragraph)}款" if named.paragraph else ""
    item = f"第{int_to_chinese(named.item)}项" if named.item else ""
    return f"{law}{named.label}{paragraph}{item}"


def _instrument(talk: Talk) -> str | None:
    for text in talk.users:
        laws = [law for law in named_laws(text, talk.base) if law.ids]
        if laws:
            return laws[0].ids[0].partition("#")[0]
    return None


def _day(talk: Talk) -> str | None:
    days = said_days(talk.last, talk.today)
    return days[0] if days else None


def _from(talk: Talk) -> str | None:
    days = said_days(talk.last, talk.today)
    return days[0] if days else None


def _to(talk: Talk) -> str | None:
    days = said_days(talk.last, talk.today)
    return days[1] if len(days) > 1 else None


def _file(talk: Talk) -> str | None:
    for text in talk.users:
        found = _FILE.findall(text)
        if found:
            return str(found[-1])
    return None


def _files(talk: Talk) -> list[str]:
    return [str(name) for name in _FILE.findall(talk.last)]


def _area(talk: Talk) -> float | None:
    for text in talk.users:
        found = areas(text)
        if found:
            return found[0]
    return None


def _region(talk: Talk) -> str | None:
    for text in talk.users:
        known = talk.vocabulary.region_in(text)
        if known:
            return known
        found = places(text)
        if found:
            return found[0]
    return None


def _indicator(talk: Talk) -> str | None:
    return next((found for text in talk.users if (found := talk.vocabulary.indicator_in(text))), None)


def _use(talk: Talk) -> str | None:
    return next((kind for text in talk.users if (kind := stated_facts(text).get("project_kind"))), None)


def _facts(talk: Talk) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for text in reversed(talk.users):
        told |= stated_facts(text)
    kept = {name.replace("use.code", "use_code"): value for name, value in told.items() if name != "builds_structure"}
    area = areas(talk.last)
    return kept | ({"area_m2": area[0]} if len(area) == 1 else {})


def _plan_level(talk: Talk) -> str | None:
    found = _LEVEL.search(talk.last)
    return found[1] if found else None


def _year(talk: Talk) -> int | None:
    found = _YEAR.search(talk.last)
    return int(found[1]) if found else None


def _scope(talk: Talk) -> str | None:
    found = _SCOPE.search(talk.last)
    return found[0] if found else None


def _kind(talk: Talk) -> str | None:
    found = _KIND.search(talk.last)
    return found[0] if found else None


Parser = Callable[[Talk], Any]
_PARSERS: dict[str, dict[str, Parser]] = {
    "get_provision": {"reference": _reference, "as_of": _day},
    "search_provisions": {"question": lambda talk: talk.last.strip() or None, "as_of": _day, "kind": _kind},
    "compare_versions": {"instrument": _instrument, "from": _from, "to": _to},
    "who_cites": {"reference": lambda talk: _reference(talk) or _instrument(talk), "as_of": _day},
    "check_compliance": {"site": _file, "date": _day, "facts": _facts},
    "select_site": {"area_m2": _area, "use": _use, "region": _region},
    "look_up_indicator": {
        "indicator": _indicator, "region": _region, "plan_level": _plan_level, "year": _year, "scope": _scope,
    },
    "compute_indicator": {"indicator": _indicator, "region": _region, "date": _day, "layers": _files},
    "review_document": {"document": _file},
}  # fmt: skip
