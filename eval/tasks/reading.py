"""What tasks read out of a reply, whichever kind of target wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import Wire

from ..exchange import Cited, Reply
from ..law_texts import titles
from ..places import Place, place_of_address, places_in
from ..scorers.citations import Quote
from ..scorers.refusals import refuses
from ..task import AnyCase, Unparsed

_INLINE = re.compile(r"[“「]([^”」]{6,})[”」]")
_SENTENCE = re.compile(r"[^。！？\n]+")
_PAST_OR_FUTURE = re.compile(
    r"废止|失效|取代|旧法|原来的|修订前|修改前|尚未施行|未施行|还没有?施行|起施行|将于|当时|此前|以前"
)

_MOST_PUT_FORWARD = 3
"""First hits of a target that only finds, taken for its answer: as many as our own answers cite."""


class Answered(Wire):
    """An answer in words, with what it rests on."""

    text: str
    refused: bool
    places: tuple[Place, ...]
    """Provisions it rests on as law in force."""
    told: tuple[Place, ...]
    """Provisions it speaks of as past or future law."""
    quotes: tuple[Quote, ...]
    notices: tuple[str, ...]

    @property
    def named(self) -> tuple[Place, ...]:
        return (*self.places, *self.told)


def answered(_: AnyCase, reply: Reply) -> Answered:
    """Unparsed when there is neither an answer nor a refusal."""
    if reply.refused is None and not reply.text.strip() and not reply.retrieved:
        raise Unparsed("没有回答")
    refused = refuses(reply) if reply.text or reply.refused is not None else False
    places, told = _standing(reply)
    said = reply.text or reply.reason
    quotes = tuple(quotes_of(reply))
    return Answered(text=said, refused=refused, places=places, told=told, quotes=quotes, notices=reply.notices)


def cited_places(reply: Reply) -> list[Place]:
    """Provisions the answer rests on: those cited, else those its words name."""
    return _places(reply.cited) if reply.cited else places_in(reply.text, titles())


def found_places(reply: Reply) -> list[Place]:
    """Provisions found, best first; what a target that only writes names counts as found."""
    return _places(reply.retrieved) if reply.retrieved else cited_places(reply)


def given_places(reply: Reply) -> list[Place]:
    """Provisions put forward as the answer: of a target that writes, what it wrote and not what it was shown."""
    return cited_places(reply) if reply.cited or reply.text else _places(reply.retrieved)


def quotes_of(reply: Reply) -> list[Quote]:
    """Words put forward as a provision's own."""
    if reply.cited:
        return [Quote(place_of_address(c.address), c.quote) for c in reply.cited if c.quote]
    places = places_in(reply.text, titles())
    # A text that names one provision quotes that one; with several it is not certain which is meant.
    return [Quote(places[0], words) for words in _INLINE.findall(reply.text)] if len(places) == 1 else []


def _standing(reply: Reply) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """As law in force; as past or future law: by the status it is cited with, else by the words around it."""
    put_forward = reply.cited or (() if reply.text else reply.retrieved[:_MOST_PUT_FORWARD])
    if put_forward:
        apart = [(place_of_address(c.address), c.status in (None, "in_force", "unknown")) for c in put_forward]
    else:
        apart = [
            (place, not _PAST_OR_FUTURE.search(sentence))
            for sentence in _SENTENCE.findall(reply.text)
            for place in places_in(sentence, titles())
        ]
    return tuple(p for p, valid in apart if valid), tuple(p for p, valid in apart if not valid)


def _places(cited: Sequence[Cited]) -> list[Place]:
    return [place_of_address(one.address) for one in cited]
