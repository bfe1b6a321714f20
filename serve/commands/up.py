"""`up`: build what is missing, then serve until told to stop."""

from __future__ import annotations

import argparse

from ..settings import Settings
from .printing import show
from .progress import Bar


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", metavar="端口", type=int, help="缺省 8000；0 取一个空闲的")


def run(args: argparse.Namespace, settings: Settings) -> int:
    from ..service import serve  # only here: it brings the web server with it

    if args.port is not None:
        settings = settings.with_port(args.port)
    bar = Bar()

    def ready(address: str) -> None:
        bar.close()
        show(_greeting(address))

    serve(settings, progress=bar, ready=ready)
    show("服务已停止")
    return 0


def _greeting(address: str) -> str:
    return (
        f"规言已启动：{address}\n"
        f'在终端提问：./guiyan ask "占用永久基本农田要经谁批准"（也可 search、provision；./guiyan 看全部命令）\n'
        f"程序调用：{address}/api/v1/openapi.json，OpenAI 兼容 {address}/v1\n"
        f"停止：Ctrl-C，或 ./guiyan stop"
    )
