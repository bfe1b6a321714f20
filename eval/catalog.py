"""Every task, in the order in which results are shown."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from tools import ToolError

from .task import AnyTask
from .tasks.abstention import ABSTENTION
from .tasks.as_of import AS_OF
from .tasks.compliance_verdicts import COMPLIANCE_VERDICTS
from .tasks.crs_traps import CRS_TRAPS
from .tasks.efficiency import EFFICIENCY
from .tasks.exact_reference import EXACT_REFERENCE
from .tasks.from_file import FORMS, task_from_file
from .tasks.indicator_questions import INDICATOR_QUESTIONS
from .tasks.injections import INJECTIONS
from .tasks.provision_retrieval import PROVISION_RETRIEVAL
from .tasks.robustness import ROBUSTNESS
from .tasks.safety import SAFETY
from .tasks.stability import STABILITY
from .tasks.tool_choice import TOOL_CHOICE
from .tasks.whole_answers import WHOLE_ANSWERS

TASKS: tuple[AnyTask, ...] = (
    EXACT_REFERENCE,
    PROVISION_RETRIEVAL,
    AS_OF,
    WHOLE_ANSWERS,
    ABSTENTION,
    SAFETY,
    TOOL_CHOICE,
    COMPLIANCE_VERDICTS,
    CRS_TRAPS,
    INDICATOR_QUESTIONS,
    STABILITY,
    ROBUSTNESS,
    INJECTIONS,
    EFFICIENCY,
)


def tasks_named(names: Sequence[str]) -> list[AnyTask]:
    """Those named, all when none is; ToolError for a name that is no task's."""
    return [task_named(name) for name in dict.fromkeys(names)] if names else list(TASKS)


def task_named(name: str) -> AnyTask:
    """One of `TASKS`, or one made of a file: `general_mcq:FILE`."""
    form, _, file = name.partition(":")
    if file and form in FORMS:
        return task_from_file(form, Path(file))
    known = {task.name: task for task in TASKS}
    if name not in known:
        near = difflib.get_close_matches(name, known)
        hint = f"；相近的有：{'、'.join(near)}" if near else "；./guiyan eval list 列出全部"
        raise ToolError(f"没有评测任务 {name}{hint}")
    return known[name]
