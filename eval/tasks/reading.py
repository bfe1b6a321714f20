"""What tasks read out of a reply, whichever kind of target wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..exchange import Cited, Reply
from ..law_texts import titles
from ..places import Place, place_of_address, places_in
from ..scorers.citations import Quote

_INLINE = re.compile(r"[“「]([^”」]{6,})[”」]")


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


def _places(cited: Sequence[Cited]) -> list[Place]:
    return [place_of_address(one.address) for one in cited]
