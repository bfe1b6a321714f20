"""Names that look like one that is not there."""

from __future__ import annotations

import difflib


def near(name: str, names: list[str]) -> str:
    """相近的有…, for a name that is not there."""
    found = difflib.get_close_matches(name, names, n=5, cutoff=0.3) or sorted(names)[:8]
    return f"相近的有：{'、'.join(found)}" if found else "那里没有图层"
