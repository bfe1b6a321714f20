"""Project facts out of what people say: 新建厂房，国有土地，不是临时用地 states five of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .areas import areas

_DENIES = re.compile(
    r"(?:不|没|没有|无|非|未|别|不会|不是|不属于|并非|不用|不需要|不必|不涉及|不算|不在)[^，,。；;！!？?]{0,6}$"
)
_ASKS = re.compile(r"^[^，,。；;！!]{0,8}(?:吗|么|没有|是不是|是否|？|\?)|^(?:与否)")
_CLAUSE = re.compile(r"[，,。；;！!\n]")
_ASKS_WHETHER = re.compile(r"([能可是要会行])不\1(?:以|是)?|可不可以|有没有|是否")
_YES = re.compile(r"^(?:是|是的|对|对的|有|要|需要|能|会|可以|符合|嗯|没错)[的了啊呀。！!]*$")
_NO = re.compile(r"^(?:不|不是|否|没|没有|不要|不需要|不能|不会|不用|不符合|无|都不是|都没有)[的了啊呀。！!]*$")
_ASKED_IN_ORDER = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True)
class _Lexicon:
    kinds: tuple[tuple[str, Mapping[str, Any]], ...]
    """longest words first"""
    said: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str, str], ...]


def stated_facts(text: str) -> dict[str, Any]:
    """Facts by their dotted names; what is asked or said both ways is left out."""
    lexicon = _lexicon()
    found: dict[str, Any] = {}
    against: set[str] = set()
    for name, value in (*_kinds(text, lexicon), *_said(text, lexicon), *_choices(text, lexicon)):
        if name == "use.code" and name in found and found[name].startswith(value):
            continue  # 二类工业 and 厂房: the more precise class holds
        if name in found and found[name] != value:
            against.add(name)
        found.setdefault(name, value)
    return {name: value for name, value in found.items() if name not in against}


def replies(text: str, asked: Iterable[str]) -> dict[str, Any]:
    """Yes or no to the facts last asked for, where the reply is nothing but that, for all of them alike or in order."""
    words = [word for word in _ASKED_IN_ORDER.split(text.strip()) if word]
    answers = [True if _YES.match(word) else False if _NO.match(word) else None for word in words]
    names = list(asked)
    if not answers or None in answers or len(answers) not in (1, len(names)):
        return {}
    if len(answers) == 1 and len(names) > 1 and not words[0].startswith("都"):
        return {}
    return dict(zip(names, answers * len(names) if len(answers) == 1 else answers, strict=False))


def stated_area(text: str) -> float | None:
    """Of the whole project, m²."""
    found = areas(text)
    return found[0] if len(found) == 1 else None


def _kinds(text: str, lexicon: _Lexicon) -> Iterable[tuple[str, Any]]:
    """Of what is to be built; the first kind of project that is named."""
    taken = _ASKS_WHETHER.sub(lambda match: "＿" * len(match[0]), text)
    known = False
    for word, facts in lexicon.kinds:
        at = taken.find(word)
        if at < 0 or _DENIES.search(_CLAUSE.split(taken[:at])[-1]) or (known and "project_kind" in facts):
            continue
        taken = taken.replace(word, "＿" * len(word))
        known = known or "project_kind" in facts
        yield from facts.items()


def _said(text: str, lexicon: _Lexicon) -> Iterable[tuple[str, bool]]:
    taken = text
    for word, fact in lexicon.said:
        for at in [match.start() for match in re.finditer(re.escape(word), taken)]:
            before, after = _CLAUSE.split(taken[:at])[-1], taken[at + len(word) :]
            if not (
                _ASKS.match(after) or re.search(r"(?:是不是|是否|算不算|有没有|要不要|能不能)[^，,。]{0,4}$", before)
            ):
                yield fact, not _DENIES.search(before)
        taken = taken.replace(word, "＿" * len(word))


def _choices(text: str, lexicon: _Lexicon) -> Iterable[tuple[str, str]]:
    for fact, word, value in lexicon.choices:
        at = text.find(word)
        if at >= 0 and not _DENIES.search(_CLAUSE.split(text[:at])[-1]):
            yield fact, value


@cache
def _lexicon() -> _Lexicon:
    read = tomllib.loads((Path(__file__).parent / "project_words.toml").read_text(encoding="utf-8"))
    kinds = [(word, one["facts"]) for one in read["kind"] for word in one["words"]]
    said = [(word, one["fact"]) for one in read["said"] for word in one["words"]]
    choices = [(one["fact"], word, value) for one in read["choice"] for word, value in one["words"].items()]
    longest = sorted(kinds, key=lambda pair: -len(pair[0]))
    return _Lexicon(tuple(longest), tuple(sorted(said, key=lambda pair: -len(pair[0]))), tuple(choices))
