"""`mcp`: the tools for an MCP host that starts its servers itself, over standard input and output."""

from __future__ import annotations

import argparse

import anyio

from ..node import Node
from ..settings import Settings
from .progress import at_node


def declare(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "给自己启动服务器的 MCP 主机用；服务在运行时，也可直接连它的 /mcp（Streamable HTTP）"


def run(_args: argparse.Namespace, settings: Settings) -> int:
    with at_node(settings) as node:
        anyio.run(_speak, node)
    return 0


async def _speak(node: Node) -> None:
    from mcp.server.stdio import stdio_server

    from ..mcp_server import mcp_server
    from ..own_node import version

    server = mcp_server(node, version())
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
