"""Arguments of a command, refused in one Chinese sentence."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from tools import ToolError

_SAID = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1“\2”应为整数"),
    (r"argument (.+?): invalid choice: '(.*?)' \(choose from (.+)\)", r"\1“\2”应为 \3 之一"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能和 \2 一起用"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 可以是 \2，请写全"),
    (r"one of the arguments (.+) is required", r"要写其中一个：\1"),
)


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for pattern, said in _SAID:
            found = re.fullmatch(pattern, message)
            if found:
                message = found.expand(said)
                break
        raise ToolError(f"{message}；用法见 {self.prog} --help")


def add_time_and_form(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="日期", help="按哪一天的法律，如 2026-08-15；缺省为今天")
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def given(args: argparse.Namespace, *names: str) -> dict[str, object]:
    """The named arguments that were typed."""
    return {name: value for name in names if (value := getattr(args, name)) is not None}
