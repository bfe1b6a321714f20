"""What an answer may rest on: numbered provisions, as they stand on the date asked about."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import Status


@dataclass(frozen=True)
class Evidence:
    n: int
    address: str
    instrument: str
    article: str
    text: str
    """The whole article."""
    quote: str
    """The stretch put forward."""
    status: Status
