"""Server-sent events, and what a long work tells while it goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import TypeVar

from fastapi.sse import format_sse_event
from pydantic import BaseModel

from .problems import of

MEDIA_TYPE = "text/event-stream"
NO_BUFFER = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}

Told = TypeVar("Told")


def told(work: Callable[[Callable[[Told], None]], None]) -> Iterator[Told]:
    """What `work` hands to the function it is given, while it runs in a thread of its own; then raises what it raised.

    One thread from start to end: LangGraph's context does not follow a generator from thread to thread.
    A reader that leaves does not stop the work.
    """
    queue: SimpleQueue[tuple[Told] | BaseException | None] = SimpleQueue()

    def run() -> None:
        try:
            work(lambda item: queue.put((item,)))
            queue.put(None)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised again where the items are read
            queue.put(error)

    threading.Thread(target=run, daemon=True).start()
    while (got := queue.get()) is not None:
        if isinstance(got, BaseException):
            raise got
        yield got[0]


def relayed(items: Iterator[Told]) -> Iterator[Told]:
    def work(tell: Callable[[Told], None]) -> None:
        for item in items:
            tell(item)

    return told(work)


def events(named: Iterator[tuple[str, BaseModel]]) -> Iterator[bytes]:
    """Each as an SSE event; an error after the first byte can only be told as a last event."""
    try:
        for event, value in named:
            yield format_sse_event(event=event, data_str=value.model_dump_json())
    except Exception as error:  # noqa: BLE001 - the status line is already sent
        yield format_sse_event(event="problem", data_str=of(error).model_dump_json())


def started(items: Iterator[Told]) -> Iterator[Told]:
    """`items`, once the first is there: what goes wrong before it still gets its own status."""
    first = next(items)

    def rest() -> Iterator[Told]:
        yield first
        yield from items

    return rest()
