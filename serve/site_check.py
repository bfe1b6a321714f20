"""A compliance check of a file on this machine, with the report, map data and evidence that were asked for."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from knowledge.statutes import KnowledgeStatutes
from knowledge.today import today
from tools import ToolError
from tools.compliance.evidence import Replay, replay, write_bundle
from tools.compliance.facts import facts_of
from tools.compliance.geojson import overlaps_geojson
from tools.compliance.report import report_of
from tools.compliance.results import Compliance
from tools.compliance.review import Asked
from tools.layers import NO_WORKSPACE, read_site
from tools.report.write import writable, write_document

from .requests import CheckRequest, ReplayRequest
from .spatial import Spatial


def checked_site(wanted: CheckRequest, spatial: Spatial, made_by: str) -> Compliance:
    """Nothing is written unless the check succeeds."""
    folder = wanted.workspace or spatial.settings.workspace
    if folder is None:
        raise ToolError(f"要写明图层工作区：--workspace 文件夹；{NO_WORKSPACE}")
    reviewer = spatial.reviewer(folder)
    if wanted.report is not None:
        writable(wanted.report)
    facts = facts_of(wanted.facts)
    site = read_site(
        wanted.site, layer=wanted.layer, crs=wanted.crs, repair=wanted.repair, workspace=reviewer.workspace
    )
    review = reviewer.review(Asked(site, wanted.date or today(), facts, wanted.tolerance_m2))
    if wanted.bundle is not None:
        write_bundle(review, reviewer, wanted.bundle, made_by=made_by)
    if wanted.geojson is not None:
        _write(wanted.geojson, json.dumps(overlaps_geojson(review), ensure_ascii=False))
    if wanted.report is not None:
        write_document(report_of(review, made_by=made_by), wanted.report)
    return review.compliance


def replayed(wanted: ReplayRequest, spatial: Spatial, statutes: KnowledgeStatutes) -> Replay:
    workspace = spatial.reviewer(wanted.workspace).workspace if wanted.workspace else None
    return replay(wanted.bundle, statutes, workspace)


def _write(path: Path, text: str) -> None:
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise ToolError(f"{path} 写不进去：{error.strerror}；请检查文件夹、权限和磁盘空间") from error
