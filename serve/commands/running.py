"""Running one command: arguments read, every expected error one sentence on stderr, a code that says who must act."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from .printing import complain

BUG, ASKER, OPERATOR, INTERRUPTED, READER_GONE = 1, 2, 3, 130, 141
"""Exit codes: who must act, or what the shell expects."""


def run_command(module: str, arguments: Sequence[str], *, prog: str, description: str) -> int:
    """`module` has `declare(parser)` and `run(args, settings)`; imported only now, so that others stay quick."""
    from knowledge.errors import StoreUnavailable
    from tools import ToolError

    from ..node import ServiceFailed
    from ..settings import SettingsFault, load_settings
    from .arguments import Parser

    try:
        command = importlib.import_module(module)
        parser = Parser(prog=prog, description=description)
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
