"""The port through which computing tools read law: the text of a provision as of a date.

`knowledge` implements it, `serve` hands it in; this folder knows no law by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Standing = Literal["not_yet_in_force", "in_force", "superseded", "repealed", "unknown"]
BasisStatus = Literal["matched", "registered", "unconfirmed"]
"""How far a basis was checked by machine: its text is held and says what the rule says; only the instrument is known;
or nobody has confirmed it."""


@dataclass(frozen=True)
class StatuteText:
    """One provision as of a day."""

    instrument: str
    """short title, 土地管理法"""
    version: str | None
    """ISO version date; None where no version of that day is known"""
    address: str
    article: str | None
    """第三十五条第一款; None where a whole instrument is meant"""
    text: str | None
    """None: the instrument is registered, its text of that day is not held"""
    standing: Standing
    effective_from: date | None = None
    effective_to: date | None = None
    notices: tuple[str, ...] = ()
    """What a reader must know about its standing, one Chinese sentence each."""


class Statutes(Protocol):
    @property
    def corpus_end(self) -> date:
        """Nothing published later is known."""

    def provision(self, reference: str, *, as_of: date) -> StatuteText:
        """ToolError when neither corpus nor register knows the instrument, or the held text has no such article."""


def basis_status(found: StatuteText, words: tuple[str, ...], *, confirmed: bool) -> BasisStatus:
    """`words` must all stand in the text, blanks aside; `confirmed` False: the rule's author could not check."""
    if found.text is not None and found.standing == "in_force":
        text = "".join(found.text.split())
        return (
            "matched" if confirmed and words and all("".join(word.split()) in text for word in words) else "unconfirmed"
        )
    if found.text is None and confirmed and found.standing in ("in_force", "unknown"):
        return "registered"
    return "unconfirmed"
