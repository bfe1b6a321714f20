"""The invented county that a benchmark measures on: built once, kept."""

from __future__ import annotations

from pathlib import Path

from serve.commands.progress import Bar
from tools.demo_county import build_demo


def kept_county(folder: Path, parcels: int) -> Path:
    county = folder / f"county-{parcels}"
    if not (county / "workspace.toml").exists():
        folder.mkdir(parents=True, exist_ok=True)
        bar = Bar()
        build_demo(county, parcels, progress=bar)
        bar.close()
    return county
