"""An answer as a chat completion: whole, or in chunks while it is made."""

from __future__ import annotations

import base64
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator

from agents.answer import Answer
from tools import ToolError
from tools.layers.handed_in import HandedInFile

from ..problems import Fault, Refused, of, problem
from ..requests import AskRequest, understood
from ..wire import Piece
from .errors import chat_error
from .wire import (
    MODEL,
    ChatRequest,
    Choice,
    Chunk,
    ChunkChoice,
    Completion,
    Delta,
    FileData,
    Grounds,
    Said,
    Usage,
)

_ABOUT_A_FILE = "请审查附件"
_TOKEN = re.compile(r"[A-Za-z0-9]{1,4}|[^\sA-Za-z0-9]")


def refuse_other_models(name: str) -> None:
    if name != MODEL:
        said = f"没有名为“{name[:64]}”的模型；这里的模型是 {MODEL}"
        raise Refused(problem(404, said, (Fault(pointer="#/model", detail=said),)))


def asked(request: ChatRequest, hand_in: Callable[[str, bytes], HandedInFile]) -> AskRequest:
    """The conversation without what planners do not read; ToolError when no question is left."""
    spoken_turns = [m for m in request.messages if m.role in ("user", "assistant") and (m.text or m.files)]
    turns = [{"role": m.role, "content": m.text or _ABOUT_A_FILE} for m in spoken_turns]
    before = [file for message in spoken_turns[:-1] for file in message.files]
    now = spoken_turns[-1].files if spoken_turns else []
    return understood(
        AskRequest,
        {
            "messages": turns,
            "as_of": request.as_of,
            "region": request.region,
            "facts": request.facts,
            "attachments": [_kept(file, hand_in) for file in now],
            "site": _kept(before[-1], hand_in) if before else None,
        },
    )


def _kept(file: FileData, hand_in: Callable[[str, bytes], HandedInFile]) -> str:
    head, comma, body = file.file_data.partition(",")
    try:
        content = base64.b64decode(body if comma and head.startswith("data:") else file.file_data, validate=True)
    except ValueError:
        raise ToolError(f"附件 {file.filename} 的 file_data 不是 base64") from None
    return hand_in(file.filename, content).number


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
