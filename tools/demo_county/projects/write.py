"""A folder for each project: its site and FACTS.toml."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..sheet import features
from ..store import write_features
from .draw import Project

FOLDER = "projects"


def write_projects(folder: Path, projects: Sequence[Project]) -> None:
    for project in projects:
        place = folder / FOLDER / project.name
        place.mkdir(parents=True)
        shapes = np.array([shape for shape, _ in project.shapes], dtype=object)
        names = [project.name if len(shapes) == 1 else f"{project.name}{n}段" for n in "一二三"[: len(shapes)]]
        write_features(features(shapes, DKMC=names), place / project.file, project.crs, "site")
        shutil.copyfile(Path(__file__).parent / project.facts, place / "FACTS.toml")
