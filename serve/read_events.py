"""Server-sent events as a command reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Received(NamedTuple):
    event: str
    data: str


def read_events(lines: Iterable[str]) -> Iterator[Received]:
    event = "message"
    data: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if not line:
            if data:
                yield Received(event, "\n".join(data))
            event, data = "message", []
        elif name == "event":
            event = value.removeprefix(" ")
        elif name == "data":
            data.append(value.removeprefix(" "))
