"""The workbench (工作台): chat, search and knowledge pages, in Chinese, with everything they load from this machine."""

from __future__ import annotations

from fastapi import FastAPI
from nicegui import ui

from ..services import Services
from .chat import chat_page
from .knowledge import knowledge_page
from .search import search_page

TITLE = "规言 Guiyan"


def mount(app: FastAPI, services: Services) -> None:
    """Pages at /, /search and /knowledge, behind the API's own paths."""

    @ui.page("/", title=TITLE)
    def chat() -> None:
        chat_page(services)

    @ui.page("/search", title=f"检索 · {TITLE}")
    def search() -> None:
        search_page(services)

    @ui.page("/knowledge", title=f"知识库 · {TITLE}")
    def knowledge() -> None:
        knowledge_page(services)

    ui.run_with(app, title=TITLE, language="zh-CN", show_welcome_message=False, on_air=None)
