"""One of our tools, called directly: with a case's own arguments, or with its question as the one text it needs."""

from __future__ import annotations

from pydantic import JsonValue, ValidationError

from knowledge import KnowledgeBase
from serve.requests import called
from serve.sentences import sentences
from tools import AnyTool, ToolError

from ..exchange import Asked, Cited, Question, Reply
from ..runs.provenance import code_digest
from .retriever import CORES, knowledge_id
from .target import Identity


class ToolTarget:
    """A tool that turns arguments down has answered: its sentence is the reply's `fault`."""

    at_once = CORES

    def __init__(self, tool: AnyTool, base: KnowledgeBase | None = None) -> None:
        """`base` where the tool stands on one."""
        self._tool = tool
        knowledge = None if base is None else knowledge_id(base)
        self.identity = Identity(kind="tool", knowledge=knowledge, code=code_digest(), options={"tool": tool.name})

    def cannot(self, asked: Asked) -> str | None:
        if isinstance(asked, Question):
            return None if self._text_argument() else f"工具 {self._tool.name} 不能直接回答问题"
        return None if asked.tool == self._tool.name else f"这一例要调用工具 {asked.tool}，不是 {self._tool.name}"

    def reply(self, asked: Asked) -> Reply:
        try:
            result = self._tool.run(self._arguments(asked))
        except ValidationError as error:
            return Reply(fault=sentences(error.errors(), called))
        except ToolError as error:
            return Reply(fault=str(error))
        return Reply(result=result, retrieved=tuple(_provisions(result)))

    def _arguments(self, asked: Asked) -> dict[str, JsonValue]:
        if not isinstance(asked, Question):
            return asked.resolved()
        day = None if asked.as_of is None else asked.as_of.isoformat()
        text: dict[str, JsonValue] = {str(self._text_argument()): asked.text}
        return {**text, "as_of": day} if "as_of" in self._tool.input_model.model_fields else text

    def _text_argument(self) -> str | None:
        """The only argument that must be given, when it is text."""
        needed = [(name, info) for name, info in self._tool.input_model.model_fields.items() if info.is_required()]
        return needed[0][0] if len(needed) == 1 and needed[0][1].annotation is str else None


def _provisions(result: dict[str, JsonValue]) -> list[Cited]:
    """Of one provision shown, or of several found."""
    listed = result.get("results")
    shown = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else [result]
    return [
        Cited(address=str(one["address"]), quote=str(one.get("quote") or one.get("text") or ""), status=_text(one))
        for one in shown
        if one.get("address")
    ]


def _text(one: dict[str, JsonValue]) -> str | None:
    return None if one.get("status") is None else str(one["status"])
