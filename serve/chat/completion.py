"""An answer as a chat completion: whole, or in chunks while it is made."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable, Iterator

from agents.answer import Answer

from ..problems import Fault, Refused, of, problem
from ..requests import AskRequest, understood
from ..wire import Piece
from .errors import chat_error
from .wire import MODEL, ChatRequest, Choice, Chunk, ChunkChoice, Completion, Delta, Grounds, Said, Usage

_TOKEN = re.compile(r"[A-Za-z0-9]{1,4}|[^\sA-Za-z0-9]")


def refuse_other_models(name: str) -> None:
    if name != MODEL:
        said = f"没有名为“{name[:64]}”的模型；这里的模型是 {MODEL}"
        raise Refused(problem(404, said, (Fault(pointer="#/model", detail=said),)))


def asked(request: ChatRequest) -> AskRequest:
    """The conversation without what planners do not read; ToolError when no question is left."""
    turns = [
        {"role": m.role, "content": m.text} for m in request.messages if m.role in ("user", "assistant") and m.text
    ]
    return understood(AskRequest, {"messages": turns, "as_of": request.as_of, "region": request.region})


def completion(request: ChatRequest, answer: Answer) -> Completion:
    return Completion(
        id=_new_id(),
        created=int(time.time()),
        choices=(Choice(message=Said(content=spoken(answer), guiyan=Grounds.of(answer))),),
        usage=usage(request, spoken(answer)),
    )


def spoken(answer: Answer) -> str:
    return answer.answer or answer.reason or ""


def chunks(request: ChatRequest, pieces: Iterable[Piece]) -> Iterator[bytes]:
    """As `data:` lines to the closing [DONE]; an error in the middle is told as OpenAI does."""
    name, created, said = _new_id(), int(time.time()), ""

    def chunk(delta: Delta, *, grounds: Grounds | None = None) -> bytes:
        choice = ChunkChoice(delta=delta, finish_reason="stop" if grounds else None)
        return _line(Chunk(id=name, created=created, choices=(choice,), guiyan=grounds))

    try:
        yield chunk(Delta(role="assistant", content=""))
        for piece in pieces:
            if piece.kind == "text":
                said += piece.text
                yield chunk(Delta(content=piece.text))
            elif piece.answer is not None:
                if not said and spoken(piece.answer):
                    said = spoken(piece.answer)
                    yield chunk(Delta(content=said))
                yield chunk(Delta(), grounds=Grounds.of(piece.answer))
        if request.stream_options and request.stream_options.include_usage:
            yield _line(Chunk(id=name, created=created, choices=(), usage=usage(request, said)))
    except Exception as error:  # noqa: BLE001 - the status line is already sent
        yield b"data: " + chat_error(of(error)).model_dump_json().encode() + b"\n\n"
    yield b"data: [DONE]\n\n"


def usage(request: ChatRequest, said: str) -> Usage:
    prompt = sum(tokens(message.text) for message in request.messages)
    return Usage(prompt_tokens=prompt, completion_tokens=tokens(said), total_tokens=prompt + tokens(said))


def tokens(text: str) -> int:
    return sum(1 for _ in _TOKEN.finditer(text))


def _line(chunk: Chunk) -> bytes:
    return b"data: " + chunk.model_dump_json(exclude_none=True).encode() + b"\n\n"


def _new_id() -> str:
    return f"chatcmpl-{secrets.token_hex(12)}"
