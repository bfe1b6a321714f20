"""What became of a file of plan targets."""

from __future__ import annotations

from typing import Literal

from knowledge.results import Wire


class BadRow(Wire):
    row: int
    """as a spreadsheet counts: the heading is row 1"""
    reasons: tuple[str, ...]


class TargetsReport(Wire):
    file: str
    outcome: Literal["added", "unchanged", "refused"]
    """refused: there are bad rows, and nothing of the file was taken in"""
    rows: int
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    plans: tuple[str, ...] = ()
    bad_rows: tuple[BadRow, ...] = ()
