"""Whether a folder may be taken: it is new, empty, or a former demonstration county and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from tools import ToolError

MARK = "contents.json"
"""Lists the files of a county, so that another file beside them is known to be somebody's own."""


def files_in(folder: Path) -> list[str]:
    """Every file, by its place in the folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def list_contents(folder: Path) -> None:
    held = [*files_in(folder), MARK]
    (folder / MARK).write_text(json.dumps(sorted(held), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def refuse_strangers(folder: Path) -> None:
    """ToolError names what is in the way."""
    if not folder.parent.is_dir():
        raise ToolError(f"没有文件夹 {folder.parent}；请先建好，或换一个地方")
    if folder.exists() and not folder.is_dir():
        raise ToolError(f"{folder} 是一个文件；请给一个新的文件夹")
    if folder.is_dir() and (others := sorted(set(files_in(folder)) - _listed(folder))):
        raise ToolError(f"{folder} 里已有别的文件（{others[0]}），不覆盖；请给一个空的或新的文件夹")


def _listed(folder: Path) -> set[str]:
    try:
        listed = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return set(listed) if isinstance(listed, list) else set()
