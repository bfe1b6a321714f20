"""`./guiyan eval COMMAND`: one module of `eval.commands` per sub-command."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence

from serve.commands.printing import complain, show
from serve.commands.running import ASKER, run_command

from .commands import COMMANDS


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        show("用法：./guiyan eval 子命令 [选项]；./guiyan eval 子命令 --help 看选项\n")
        show("\n".join(f"  {name:<10} {line}" for name, line in COMMANDS.items()))
        return 0
    name, *rest = arguments
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS)
        complain(f"eval 没有子命令 {name}" + (f"；相近的有：{'、'.join(near)}" if near else "；./guiyan eval 列出全部"))
        return ASKER
    return run_command(f"eval.commands.{name}", rest, prog=f"./guiyan eval {name}", description=COMMANDS[name])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
