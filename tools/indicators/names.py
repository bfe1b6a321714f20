"""Which indicator a name means. Only names that truly mean the same are taken for it; the others are asked back."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .library import FOLDER, library

_PUNCTUATION = re.compile(r"[\s、，,；;：:（）()《》“”\"'‘’·\-—]")
_TAIL = re.compile(r"(的?(指标|目标|目标值|指标值|控制数|数值|现状值))+$")


@dataclass(frozen=True)
class Meaning:
    """One measure: that is it. Several: to be asked, with the reason. None: unknown."""

    measures: tuple[str, ...]
    why: str = ""


def meaning(said: str) -> Meaning:
    plain = folded(said)
    known = _known().get(plain) or _known().get(_TAIL.sub("", plain))
    if known:
        return Meaning((known,))
    unlike = _unlike().get(plain) or _unlike().get(_TAIL.sub("", plain))
    return unlike or Meaning(())


def canonical(written: str) -> str:
    """The library's name for an indicator as a plan writes it, or that name itself where the library has none."""
    return _known().get(folded(written)) or written


def named_in(text: str, further: Iterable[str] = ()) -> str | None:
    """The longest name of an indicator that stands in a sentence, as it stands there but for width and punctuation."""
    plain = folded(text)
    names = {*_known(), *_unlike(), *(folded(name) for name in further)}
    found = max((name for name in names if len(name) > 2 and name in plain), key=len, default=None)
    shorter = _TAIL.sub("", found) if found else ""
    return shorter if shorter in names else found


def folded(name: str) -> str:
    """Without what does not change the meaning: width, spaces, punctuation."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).upper()


def near_names(said: str, further: Iterable[str] = (), limit: int = 6) -> list[str]:
    """Names that look like `said`, those that contain it or are contained first."""
    names = list(dict.fromkeys([*library().measures, *further]))
    plain = {name: folded(name) for name in names}
    wanted = folded(said)
    holding = [name for name in names if wanted and (wanted in plain[name] or plain[name] in wanted)]
    alike = difflib.get_close_matches(wanted, list(plain.values()), n=limit, cutoff=0.45)
    return list(dict.fromkeys([*holding, *(name for one in alike for name in names if plain[name] == one)]))[:limit]


@cache
def _known() -> dict[str, str]:
    names = {folded(other): name for name, measure in library().measures.items() for other in measure.also}
    names |= {folded(listing.name): listing.measure for listing in library().listings}
    return names | {folded(name): name for name in library().measures}


@cache
def _unlike() -> dict[str, Meaning]:
    read = tomllib.loads((FOLDER / "unlike.toml").read_text(encoding="utf-8"))
    return {
        folded(said): Meaning(tuple(entry["may_mean"]), entry["why"])
        for entry in read["name"]
        for said in entry["said"]
    }
