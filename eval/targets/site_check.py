"""The node's compliance check over the workspace that a case brings with it, instead of the node's own."""

from __future__ import annotations

import threading
from pathlib import Path

from pydantic import ValidationError

from knowledge import KnowledgeBase
from knowledge.today import today
from serve.requests import called
from serve.sentences import sentences
from tools import AnyTool, ToolError
from tools.compliance.kept import KeptReviews
from tools.compliance.review import Reviewer
from tools.compliance.tools import compliance_tools
from tools.layers import open_workspace
from tools.layers.handed_in import HandedIn
from tools.statutes import Statutes

from ..exchange import Asked, Question, Reply
from ..runs.provenance import code_digest
from .retriever import CORES, knowledge_id
from .target import Identity

NAME = "check_compliance"


class SiteCheck:
    """The tool as it is declared; only where the site's file and the layers lie is the case's."""

    at_once = CORES

    def __init__(self, base: KnowledgeBase, statutes: Statutes) -> None:
        self._statutes = statutes
        self._opened: dict[Path, AnyTool] = {}
        self._lock = threading.Lock()
        self.identity = Identity(kind="tool", knowledge=knowledge_id(base), code=code_digest(), options={"tool": NAME})

    def cannot(self, asked: Asked) -> str | None:
        if isinstance(asked, Question):
            return f"工具 {NAME} 不能直接回答问题"
        if asked.tool != NAME:
            return f"这一例要调用工具 {asked.tool}，不是 {NAME}"
        return None if "workspace" in asked.arguments else "这一例没有带工作区"

    def reply(self, asked: Asked) -> Reply:
        assert not isinstance(asked, Question)
        given = {name: value for name, value in asked.arguments.items() if name != "workspace"}
        try:
            return Reply(result=self._tool(asked.folder, str(asked.arguments["workspace"])).run(given))
        except ValidationError as error:
            return Reply(fault=sentences(error.errors(), called))
        except ToolError as error:
            return Reply(fault=str(error))

    def _tool(self, folder: Path, workspace: str) -> AnyTool:
        with self._lock:
            place = folder / workspace
            if place not in self._opened:
                reviewer = Reviewer(open_workspace(place), self._statutes)
                (self._opened[place],) = compliance_tools(lambda: reviewer, _Beside(folder), KeptReviews(), today)
            return self._opened[place]


class _Beside(HandedIn):
    """Files are asked for by their names in one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._beside = folder

    def find(self, number: str) -> Path | None:
        path = self._beside / number
        return path if path.parent == self._beside and path.is_file() else None
