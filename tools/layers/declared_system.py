"""The reference system of a layer: what its file says, what is declared for it, what the format takes for granted."""

from __future__ import annotations

from pathlib import Path

from ..crs.conversion import NULL_TRANSFORMATION, Conversion
from ..crs.faults import CrsFault
from ..crs.systems import no_system, reference_system, says_nothing
from .notices import Notice
from .sources import Header


def converted_from(header: Header, declared: str | None, layer: str, datum_shifts: Path | None) -> Conversion:
    """CrsFault where nobody says the system, or the file says another than is declared."""
    written = None if header.crs and says_nothing(header.crs) else header.crs
    if written and declared:
        stored, told = reference_system(written, layer), reference_system(declared, layer)
        if not stored.means_the_same_as(told):
            raise CrsFault(
                f"图层“{layer}”：文件里写的坐标系是 {stored.name}，另外声明的却是 {told.name}；"
                "请核对哪一个对，去掉声明或改正文件"
            )
    chosen = written or declared or header.default_crs
    if chosen is None:
        raise no_system(layer)
    return Conversion.of(chosen, layer, datum_shifts)


def told_of_system(layer: str, header: Header, declared: str | None, conversion: Conversion) -> tuple[Notice, ...]:
    """How far the position may be off for the sake of the datum, and why."""
    datum = conversion.system.datum
    if datum == "CGCS2000":
        return ()
    if conversion.shift is not None:
        return (
            Notice("精度", f"图层“{layer}”按本节点的{datum}转换参数换算，不确定度 {conversion.uncertainty_m:g} 米"),
        )
    taken = "没有写坐标系，格式规定是 WGS84，" if not (header.crs or declared) else ""
    return (Notice("精度", f"图层“{layer}”{taken}按{NULL_TRANSFORMATION}处理"),)
