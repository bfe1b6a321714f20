"""Every command but eval: `python -m serve COMMAND`, as ./guiyan calls it."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence

from .commands.catalog import COMMANDS, help_lines
from .commands.printing import complain, show
from .commands.running import ASKER, run_command


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        show("\n".join(f"{name:<10} {line}" for name, line in help_lines().items()))
        return 0
    name, *rest = arguments
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS)
        complain(f"没有命令 {name}" + (f"；相近的有：{'、'.join(near)}" if near else "；./guiyan 列出全部命令"))
        return ASKER
    description = help_lines()[name]
    return run_command(f"serve.commands.{COMMANDS[name]}", rest, prog=f"./guiyan {name}", description=description)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
