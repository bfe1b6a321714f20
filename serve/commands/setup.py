"""`setup`: build the knowledge base when it is missing, without serving."""

from __future__ import annotations

import argparse

from ..settings import Settings
from .printing import show
from .progress import at_node


def declare(_parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    with at_node(settings) as node:
        held = node.instruments("")
    texts = sum(instrument.text_held for instrument in held.instruments)
    show(f"知识库已就绪：{texts} 部有正文，法律文本截至 {held.corpus_end}；./guiyan up 启动服务")
    return 0
