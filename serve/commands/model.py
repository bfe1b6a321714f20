"""`model`: the planning model's data, training and register."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tools import ToolError

from ..settings import Settings
from .printing import show
from .progress import Bar


def declare(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="做什么", required=True, dest="action")
    data = actions.add_parser("data", help="由手写记录和知识库做训练数据，附数据卡")
    train = actions.add_parser("train", help="按一份配方训练适配器；断了再运行，从断点接着练")
    for action in (data, train):
        action.add_argument("--recipe", metavar="配方", default="gemma-3-270m-cpu", help="名字，或一个 .toml 文件")
        action.add_argument("--out", type=Path, metavar="文件夹", help="缺省在状态文件夹的 model/配方名 下")
    train.add_argument("--steps", type=int, metavar="数", help="练这么多步就停")


def run(args: argparse.Namespace, settings: Settings) -> int:
    from finetune.recipe import RecipeFault, read_recipe

    try:
        recipe = read_recipe(args.recipe)
    except RecipeFault as fault:
        raise ToolError(str(fault)) from fault
    folder = args.out or settings.state_folder / "model" / recipe.name
    return {"data": _data, "train": _train}[args.action](args, settings, folder, recipe.seed)


def _data(_args: argparse.Namespace, settings: Settings, folder: Path, seed: int) -> int:
    from finetune.training_data import CARD, make_training_data, write_training_data
    from knowledge.passages.packaged_embedder import packaged_embedder

    from ..services import open_services

    bar = Bar()
    with open_services(settings, progress=bar) as services:
        embedder = packaged_embedder(settings.knowledge.folder / "embedding")
        data = make_training_data(services.base, embedder, seed, bar)
    bar.close()
    write_training_data(data, folder)
    show(f"训练样本 {len(data.training):,} 个，留出 {len(data.held_out):,} 个，没有收的记录 {len(data.refused):,} 条")
    show(f"写在 {folder}；数据卡 {folder / CARD}")
    return 0


def _train(args: argparse.Namespace, settings: Settings, folder: Path, _seed: int) -> int:
    """Hands over to the training environment."""
    from finetune.training_data import EXAMPLES

    from ..training_environment import trainer

    python = str(trainer())
    if not (folder / EXAMPLES).exists():
        raise ToolError(f"{folder} 里没有训练数据；请先运行 ./guiyan model data")
    models = settings.state_folder / "model" / "base"
    steps = [str(args.steps)] if args.steps is not None else []
    command = [python, "-m", "finetune.train", args.recipe, str(folder / EXAMPLES), str(folder), str(models)]
    sys.stdout.flush()
    os.execv(python, [*command, *steps])  # the launcher's PYTHONPATH goes along
