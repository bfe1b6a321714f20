"""`provision`: one provision as of a date."""

from __future__ import annotations

import argparse

from ..requests import ProvisionRequest, understood
from ..settings import Settings
from .arguments import add_time_and_form, given
from .plain_text import provision_text
from .printing import show, show_json
from .progress import at_node


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reference", metavar="条文", help="如 土地管理法第三十五条第二款，或只写文件名称")
    add_time_and_form(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    wanted = understood(ProvisionRequest, given(args, "reference", "as_of"))
    with at_node(settings) as node:
        view = node.provision(wanted)
    show_json(view) if args.json else show(provision_text(view))
    return 0
