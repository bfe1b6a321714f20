"""Every command but eval: `python -m serve COMMAND`, as ./guiyan calls it."""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from collections.abc import Sequence

from .commands.catalog import COMMANDS, help_lines
from .commands.printing import complain, show

BUG, ASKER, OPERATOR, INTERRUPTED, READER_GONE = 1, 2, 3, 130, 141
"""Exit codes: who must act, or what the shell expects."""


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        show("\n".join(f"{name:<10} {line}" for name, line in help_lines().items()))
        return 0
    name, *rest = arguments
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS)
        complain(f"没有命令 {name}" + (f"；相近的有：{'、'.join(near)}" if near else "；./guiyan 列出全部命令"))
        return ASKER
    return _told(name, rest)


def _told(name: str, arguments: Sequence[str]) -> int:
    """Run one command; every expected error is one sentence on stderr."""
    from knowledge.errors import StoreUnavailable
    from tools import ToolError

    from .commands.arguments import Parser
    from .node import ServiceFailed
    from .settings import SettingsFault, load_settings

    try:
        command = importlib.import_module(f"serve.commands.{COMMANDS[name]}")
        parser = Parser(prog=f"./guiyan {name}", description=help_lines()[name])
        command.declare(parser)
        code: int = command.run(parser.parse_args(arguments), load_settings())
    except ToolError as error:
        complain(str(error))
        return ASKER
    except (StoreUnavailable, SettingsFault) as error:
        complain(str(error))
        return OPERATOR
    except ServiceFailed as error:
        complain(str(error))
        return BUG
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python must not complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
