"""Candidate sites in the conversation: where they lie, and the file to take along."""

from __future__ import annotations

from nicegui import ui

from agents.answer import ToolUse
from tools.siting.results import FacilityPlan, SiteSelection


def candidates_of(used: ToolUse | None) -> SiteSelection | None:
    if used is None:
        return None
    if used.name == "select_site":
        return SiteSelection.model_validate(used.result)
    return FacilityPlan.model_validate(used.result).selection if used.name == "locate_facilities" else None


def draw_candidates(found: SiteSelection) -> None:
    """Over the words of the answer."""
    if not found.file:
        return
    base = f"/api/v1/candidates/{found.file}"
    ui.image(f"{base}/map.png").classes("w-full map").props('alt="候选地块位置" fit="contain"').mark("map")
    ui.link("候选地块图形（GeoPackage）", base).props(f'download="{found.file}"')
