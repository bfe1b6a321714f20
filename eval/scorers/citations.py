"""Whether an answer cites what bears it: precision and recall over provisions, quotes that stand where it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..law_texts import text_at
from ..places import Place
from ..task import Score, Tally
from .wording import plain


def citation_precision(cited: Sequence[Place], right: Sequence[Place], also: Sequence[Place] = ()) -> Score:
    """Share of the provisions cited that answer the question; 0 when nothing is cited."""
    distinct = _distinct(cited)
    good = [c for c in distinct if any(r.fits(c) for r in (*right, *also))]
    wrong = [str(c) for c in distinct if c not in good]
    value = len(good) / len(distinct) if distinct else 0.0
    reason = "没有引用" if not distinct else f"不当引用：{'、'.join(wrong)}" if wrong else ""
    return Score(value, reason, {"": Tally(len(good), len(distinct), 0)})


def citation_recall(cited: Sequence[Place], right: Sequence[Place]) -> Score:
    """Share of the right provisions that are cited."""
    distinct = _distinct(right)
    missed = [str(r) for r in distinct if not any(r.fits(c) for c in cited)]
    value = 1 - len(missed) / len(distinct) if distinct else 1.0
    return Score(value, f"没有引：{'、'.join(missed)}" if missed else "")


@dataclass(frozen=True)
class Quote:
    place: Place
    words: str


def quote_fidelity(quotes: Sequence[Quote]) -> Score:
    """Share of the quotes that stand word for word in the provision they are said to come from.

    Held against the packaged laws; a quote from a law that is not packaged is left out.
    """
    held = [(quote, text) for quote in quotes if (text := _whole_article(quote.place)) is not None and quote.words]
    if not held:
        return Score(None, "没有可核对的引文")
    wrong = [quote for quote, text in held if plain(quote.words) not in plain(text)]
    reason = "；".join(f"{quote.place}没有“{quote.words[:30]}”" for quote in wrong[:3])
    return Score(1 - len(wrong) / len(held), reason)


def _whole_article(place: Place) -> str | None:
    """A quote may stand in any paragraph: which one is judged by citation precision."""
    return text_at(Place(place.law, place.article, version=place.version)) if place.article else None


def _distinct(places: Sequence[Place]) -> list[Place]:
    """Each article once."""
    found: list[Place] = []
    for place in places:
        if not any(place.fits(other) for other in found):
            found.append(place)
    return found
