"""The project facts that a check asks for, as a form: yes or no, a choice, a number, or words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args, get_origin

from nicegui import ui

from tools.compliance.facts import APPROVALS, ProjectFacts
from tools.compliance.facts.book import vocabulary
from tools.compliance.facts.project import Use
from tools.compliance.results import Question

FieldKind = Literal["yes_no", "choice", "number", "approval", "text"]
_STATUS = {"obtained": "已取得", "pending": "待办理", "refused": "未获同意"}


def kind_of(fact: str) -> FieldKind:
    parts = fact.split(".")
    if parts[0] == "approvals":
        return "approval" if parts[-1] == "status" and parts[1] in APPROVALS else "text"
    if vocabulary(fact):
        return "choice"
    model = Use if parts[0] == "use" and len(parts) > 1 else ProjectFacts
    kinds = _plain(model.model_fields[parts[-1]].annotation)
    if kinds == {bool}:
        return "yes_no"
    return "number" if float in kinds else "text"


def _plain(annotation: Any) -> set[type]:
    """Of Annotated[float, …] | None: float."""
    found: set[type] = set()
    for part in get_args(annotation) or (annotation,):
        if get_origin(part) is not None:
            found |= _plain(part)
        elif isinstance(part, type) and part is not type(None):
            found.add(part)
    return found


class FactForm:
    """Draws the questions; what was answered goes to `done` when the button is pressed."""

    def __init__(self, questions: tuple[Question, ...], done: Callable[[Mapping[str, Any]], Any]) -> None:
        self._given: dict[str, Any] = {}
        with ui.column().classes("w-full gap-2 facts").mark("fact-form"):
            ui.label("补充以下情况后重新判定；不知道的可以空着").classes("muted")
            for question in questions:
                self._field(question)
            ui.button("重新判定", on_click=lambda: done(dict(self._given))).props("no-caps dense").mark("check-again")

    def _field(self, question: Question) -> None:
        with ui.row().classes("w-full items-center gap-2 fact"):
            ui.label(question.text).classes("grow")
            kind = kind_of(question.fact)
            if kind == "yes_no":
                ui.toggle({True: "是", False: "否"}, clearable=True, on_change=self._keep(question.fact)).props("dense")
            elif kind in ("choice", "approval"):
                options = _STATUS if kind == "approval" else {word: word for word in _words(question.fact)}
                select = ui.select(options, clearable=True, on_change=self._keep(question.fact))
                select.props('dense outlined options-dense aria-label="选择"').classes("w-40")
            elif kind == "number":
                ui.number(on_change=self._keep(question.fact)).props('dense outlined aria-label="数值"').classes("w-32")
            else:
                ui.input(on_change=self._keep(question.fact)).props('dense outlined aria-label="填写"').classes("w-56")

    def _keep(self, fact: str) -> Callable[[Any], None]:
        def keep(event: Any) -> None:
            if event.value in (None, ""):
                self._given.pop(fact, None)
            else:
                self._given[fact] = event.value

        return keep


def _words(fact: str) -> list[str]:
    words = sorted(vocabulary(fact) or ())
    return [*(word for word in words if word != "无"), *(word for word in words if word == "无")]
