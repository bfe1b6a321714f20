"""A bundle written to a folder: wholly or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from ...tool import ToolError
from ..facts.book import FactBook
from ..geojson import overlaps_geojson
from ..review import Review, Reviewer
from ..rules import Rulebook
from .ground import keep_ground
from .law import RecordingStatutes

FORMAT = 1
CHECKSUMS, REQUEST, RESULT, LAW, RULES, GROUND = (
    "checksums.json", "request.json", "result.json", "law.json", "rules", "ground",
)  # fmt: skip
README = """规划符合性审查证据包

result.json     审查结论，与 ./guiyan check --json 的输出相同
request.json    审查日期、项目事实、容差、原始文件和各图层的校验和、程序版本
input/          提交的原始文件
ground/         用地范围及其附近各图层的要素，CGCS2000 经纬度，可用 GIS 软件打开
law.json        规则引用的条文在审查日期的文本和效力
rules/          审查所用的规则
overlaps.geojson 各项审查的重叠图形
checksums.json  以上各文件的 SHA-256

重放：./guiyan replay 这个文件夹
"""


def write_bundle(review: Review, reviewer: Reviewer, folder: Path, *, made_by: str) -> None:
    """`made_by`: name and version of the program."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ToolError(f"证据包写不进 {folder}：已有别的内容；请给一个新的或空的文件夹")
    if not folder.parent.is_dir():
        raise ToolError(f"证据包写不进 {folder}：文件夹 {folder.parent} 不存在，请先建好")
    building = None
    try:
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        _fill(building, review, reviewer, made_by)
        building.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
    except OSError as error:
        raise ToolError(f"证据包写不进 {folder}：{error.strerror or error}；请检查权限和磁盘空间") from error
    finally:
        if building is not None:
            shutil.rmtree(building, ignore_errors=True)


def _fill(folder: Path, review: Review, reviewer: Reviewer, made_by: str) -> None:
    (folder / "说明.txt").write_text(README, encoding="utf-8")
    _json(folder / RESULT, review.compliance.model_dump(mode="json"))
    _json(folder / REQUEST, _request(review, made_by))
    _json(folder / "overlaps.geojson", overlaps_geojson(review))
    keep_ground(folder / GROUND, review.site, review.readings)
    _copy_input(review.asked.site.path, folder / "input")
    (folder / RULES).mkdir()
    for file in reviewer.rulebook.files:
        shutil.copy(file.path, folder / RULES / file.name)
    recording = RecordingStatutes(reviewer.statutes)
    Rulebook(recording, [folder / RULES]).on(review.asked.date)
    recording.write(folder / LAW)
    compatibility = reviewer.workspace.folder / "compatibility.toml"
    if compatibility.exists():
        shutil.copy(compatibility, folder / GROUND)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    _json(folder / CHECKSUMS, {str(path.relative_to(folder)): digest(path) for path in files})


def _request(review: Review, made_by: str) -> dict[str, Any]:
    asked = review.asked
    layers = {
        sheet.layer.name: {
            "kind": reading.kind,
            "edition": sheet.layer.edition.isoformat() if sheet.layer.edition else None,
            "source": sheet.layer.source,
            "crs": sheet.layer.crs,
            "file": sheet.layer.path.name,
            "sha256": sheet.layer.sha256,
        }
        for reading in review.readings.read()
        for sheet in reading.sheets
    }
    return {
        "format": FORMAT,
        "made_by": made_by,
        "date": asked.date.isoformat(),
        "tolerance_m2": asked.tolerance_m2,
        "site": {
            "name": review.site.name,
            "crs": review.site.crs,
            "uncertainty_m": review.site.uncertainty_m,
            "sha256": asked.site.sha256,
        },
        "facts": FactBook(asked.facts).given(),
        "layers": layers,
    }


def _copy_input(path: Path, folder: Path) -> None:
    """The file as it was handed in, with those that belong to it."""
    folder.mkdir()
    if path.is_dir():
        shutil.copytree(path, folder / path.name)
        return
    for part in path.parent.glob(f"{path.stem}.*") if path.suffix.lower() == ".shp" else [path]:
        shutil.copy(part, folder)


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
