"""Chat completions as OpenAI's clients write and read them, and our one extension field, `guiyan`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from agents.answer import Answer, Citation, Dropped, ToolUse
from knowledge.results import Notice

from ..requests import AsOf, Region

MODEL = "guiyan"


class TextPart(BaseModel):
    type: Literal["text"]
    text: str


class FileData(BaseModel):
    filename: Annotated[str, Field(min_length=1, max_length=200)]
    file_data: str
    """The file in base64, with or without `data:…;base64,` in front."""


class FilePart(BaseModel):
    """A site's file (用地范围), as OpenAI's clients attach one."""

    type: Literal["file"]
    file: FileData


ContentPart = Annotated[TextPart | FilePart, Field(discriminator="type")]


class ChatMessage(BaseModel):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if isinstance(part, TextPart))
        return self.content or ""

    @property
    def files(self) -> list[FileData]:
        parts = self.content if isinstance(self.content, list) else []
        return [part.file for part in parts if isinstance(part, FilePart)]


class StreamOptions(BaseModel):
    include_usage: bool = False


class ChatRequest(BaseModel):
    """Sampling parameters and tools are accepted and have no effect: the wording is checked against the law.

    Nor are system messages followed. `as_of`, `region` and `facts` are ours; the official client sends them by
    `extra_body`.
    """

    model_config = ConfigDict(extra="ignore")

    model: str
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=200)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=1)] | None = None
    as_of: AsOf = None
    region: Region | None = None
    facts: Annotated[dict[str, Any], Field(default_factory=dict)]
    """Of the project on a site that is attached."""


class Grounds(BaseModel):
    """What the answer rests on; see `Answer` of /api/v1/ask."""

    refused: bool
    reason: str | None
    citations: tuple[Citation, ...]
    notices: tuple[Notice, ...]
    dropped: tuple[Dropped, ...]
    as_of: date
    corpus_end: date
    milliseconds: float
    worded_by: str
    model_note: str | None
    tool: ToolUse | None
    missing: tuple[str, ...]

    @classmethod
    def of(cls, answer: Answer) -> Grounds:
        return cls.model_validate(answer.model_dump(exclude={"answer", "conversation"}))


class Said(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str
    """The answer, or the reason why there is none."""
    refusal: None = None
    guiyan: Grounds


class Choice(BaseModel):
    index: Literal[0] = 0
    message: Said
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """One token a Chinese character or sign, one for up to four letters or digits: the same with any model or none."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: tuple[Choice]
    usage: Usage


class Delta(BaseModel):
    role: Literal["assistant"] | None = None
    content: str | None = None


class ChunkChoice(BaseModel):
    index: Literal[0] = 0
    delta: Delta
    logprobs: None = None
    finish_reason: Literal["stop"] | None = None


class Chunk(BaseModel):
    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    choices: tuple[ChunkChoice, ...]
    usage: Usage | None = None
    guiyan: Grounds | None = None
    """On the chunk that ends the answer (finish_reason stop)."""


class Model(BaseModel):
    id: str = MODEL
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "guiyan"


class Models(BaseModel):
    object: Literal["list"] = "list"
    data: tuple[Model, ...]


class ChatErrorBody(BaseModel):
    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ChatError(BaseModel):
    error: ChatErrorBody
