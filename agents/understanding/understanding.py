"""What the planner makes of a conversation before it answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypedDict

from pydantic import Field

from knowledge import Wire

Intent = Literal["tool", "none", "refuse", "clarify"]

REQUIRED: dict[str, tuple[str, ...]] = {
    "get_provision": ("reference",),
    "search_provisions": ("question",),
    "compare_versions": ("instrument",),
    "who_cites": ("reference",),
    "check_compliance": ("site",),
    "select_site": ("area_m2", "use", "region"),
    "locate_facilities": ("area_m2", "use", "region"),
    "look_up_indicator": ("indicator", "region"),
    "compute_indicator": ("indicator", "region"),
    "review_document": ("document",),
}
"""Tools that a conversation may ask for, and what each cannot do without."""


class Attachment(TypedDict):
    """A file handed in with a question."""

    number: str
    name: str


class Understanding(Wire):
    intent: Intent
    tool: str | None = None
    arguments: Annotated[dict[str, Any], Field(default_factory=dict)]
    """Only what the conversation gives."""
    missing: tuple[str, ...] = ()

    @classmethod
    def of_tool(cls, tool: str, **arguments: Any) -> Understanding:
        given = {name: value for name, value in arguments.items() if value is not None}
        needed = REQUIRED.get(tool, ())
        if "layers" in given:  # compute_indicator takes layers or a region
            needed = tuple(name for name in needed if name != "region")
        lacking = tuple(name for name in needed if name not in given)
        return cls(intent="tool", tool=tool, arguments=given, missing=lacking)
