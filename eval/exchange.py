"""What a target is asked and what it replies: one form for a model, a retriever, an agent, a tool."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, JsonValue

from knowledge import Wire


class Turn(Wire):
    role: Literal["system", "user", "assistant"]
    content: str


class OfferedTool(Wire):
    """A tool a model may call, in OpenAI's words."""

    name: str
    description: str = ""
    parameters: dict[str, JsonValue]
    """JSON Schema."""


class Question(Wire):
    messages: tuple[Turn, ...]
    """The question last."""
    as_of: date | None = None
    tools: tuple[OfferedTool, ...] = ()
    form: str = ""
    """How an answer is to look, told to a target that has no form of its own (a model)."""
    plans: tuple[str, ...] = ()
    """Plans whose targets must be known to whoever looks figures up."""
    choices: tuple[str, ...] = ()
    """All that the answer may be (`A`, or `AC` where several may be right); a model we hold is held to them."""

    @property
    def text(self) -> str:
        return self.messages[-1].content


class ToolCall(Wire):
    tool: str
    arguments: dict[str, JsonValue]
    files: tuple[str, ...] = ()
    """Names of the arguments that are files, relative to `folder`."""
    folder: Path = Field(default=Path(), exclude=True)
    """Where they lie on this machine: no part of what is asked, so that two runs ask the same."""

    def resolved(self) -> dict[str, JsonValue]:
        """The arguments with whole paths."""
        paths = {name: str(self.folder / str(self.arguments[name])) for name in self.files if name in self.arguments}
        return {**self.arguments, **paths}


Asked = Question | ToolCall


class Cited(Wire):
    address: str
    """`土地管理法@2019-08-26/44/2`; without the version where the target names none."""
    quote: str = ""
    status: str | None = None


class Called(Wire):
    """A tool call a target made or asked for."""

    tool: str
    arguments: dict[str, JsonValue]
    sound: bool = True
    """False: the arguments were no JSON object; they stand under `written`."""


class Reply(Wire):
    text: str = ""
    """As the target wrote it."""
    refused: bool | None = None
    """None where the target does not say so itself."""
    reason: str = ""
    cited: tuple[Cited, ...] = ()
    retrieved: tuple[Cited, ...] = ()
    """Best first."""
    called: tuple[Called, ...] = ()
    missing: tuple[str, ...] = ()
    """What the target asks back, where it says so itself."""
    steps: tuple[str, ...] = ()
    """What the target went through, in order."""
    notices: tuple[str, ...] = ()
    """Kinds."""
    result: JsonValue = None
    """What a tool gave back."""
    fault: str = ""
    """The sentence by which a tool turned its arguments down."""
    first_token_ms: float | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_by: Literal["usage", "pieces"] | None = None
    """`usage`: the target counted; `pieces`: streamed pieces were counted."""


ANSWERING = frozenset({"agent", "model", "endpoint", "grounded"})
"""Kinds of target that answer in words."""
FINDING = ANSWERING | {"retriever", "tool"}
"""Kinds that name provisions."""


def question(text: str, *, as_of: date | None = None, form: str = "") -> Question:
    return Question(messages=(Turn(role="user", content=text),), as_of=as_of, form=form)
