"""`setup`: build the knowledge base when it is missing, without serving; and what only training needs."""

from __future__ import annotations

import argparse

from ..settings import Settings
from .printing import complain, show
from .progress import at_node


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--finetune", action="store_true", help="另装训练环境 .venv-finetune（含 torch，约 2 GB）")


def run(args: argparse.Namespace, settings: Settings) -> int:
    with at_node(settings) as node:
        held = node.instruments("")
    texts = sum(instrument.text_held for instrument in held.instruments)
    show(f"知识库已就绪：{texts} 部有正文，法律文本截至 {held.corpus_end}；./guiyan up 启动服务")
    if args.finetune:
        from ..training_environment import FOLDER, make_training_environment

        complain("安装训练环境，需要几分钟 ……")
        make_training_environment()
        show(f"训练环境已就绪：{FOLDER}；./guiyan model data 做训练数据")
    return 0
