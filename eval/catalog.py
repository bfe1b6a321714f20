"""Every task, in the order in which results are shown."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from tools import ToolError

from .task import AnyTask
from .tasks.exact_reference import EXACT_REFERENCE

TASKS: tuple[AnyTask, ...] = (EXACT_REFERENCE,)


def tasks_named(names: Sequence[str]) -> list[AnyTask]:
    """Those named, all when none is; ToolError for a name that is no task's."""
    known = {task.name: task for task in TASKS}
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known)
            hint = f"；相近的有：{'、'.join(near)}" if near else "；./guiyan eval list 列出全部"
            raise ToolError(f"没有评测任务 {name}{hint}")
    return [known[name] for name in dict.fromkeys(names)] if names else list(TASKS)
