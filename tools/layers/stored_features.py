"""Features of one stored layer in EPSG:4490: by the file's own index, or whole and kept."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas
import shapely

from ..crs.conversion import Conversion
from ..crs.faults import CrsFault, one_line
from ..crs.gate import check_place, check_stored
from ..tool import ToolError
from .area_fields import area_notices
from .declared_system import converted_from, told_of_system
from .faults import LayerFault, Unreachable
from .notices import Notice
from .shapes import flattened, refuse_no_numbers, repaired
from .sources import Bounds, Header, Source
from .surroundings import Surroundings
from .treatment import Treatment, told_of_treatment

CGCS2000 = "EPSG:4490"
SMALL = 20_000
"""A layer of no more features is read whole and kept: finding a box is then a matter of microseconds."""
MOST_AT_ONCE = 5_000_000
SAMPLE = 1_000
"""First features of a larger layer, by which it is judged as a whole."""


class StoredFeatures:
    """Opens nothing until asked, and gives nothing that has not passed the gate. One object serves several threads."""

    def __init__(
        self,
        name: str,
        open_: Callable[[], Source],
        declared_crs: str | None = None,
        *,
        repair: bool = False,
        datum_shifts: Path | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.name = one_line(name)
        self._open = open_
        self._declared_crs = declared_crs
        self._repair = repair
        self._datum_shifts = datum_shifts
        self._surroundings = surroundings
        self._lock = threading.Lock()
        self._whole: tuple[Any, Treatment] | None = None
        self._serials: bool | None = None
        self._admitted = False
        self._fault: ToolError | None = None

    @cached_property
    def source(self) -> Source:
        source = self._open()
        self._stamp = source.stamp()
        return source

    @cached_property
    def header(self) -> Header:
        return self.source.header()

    @cached_property
    def conversion(self) -> Conversion:
        return converted_from(self.header, self._declared_crs, self.name, self._datum_shifts)

    @property
    def notices(self) -> tuple[Notice, ...]:
        self.admit()
        return self._notices

    @cached_property
    def sha256(self) -> str:
        digest = self.source.sha256()
        self._unchanged()
        return digest

    def features(self, bounds: Bounds | None = None) -> Any:
        self.admit()
        stored_bounds = None if bounds is None or self._kept else self.conversion.stored_bounds(bounds)
        if bounds is not None and stored_bounds is not None and all(map(math.isfinite, stored_bounds)):
            found, _ = self._finished(self.source.read(stored_bounds))
            self._unchanged()
            return found[shapely.intersects(shapely.box(*bounds), shapely.box(*found.geometry.bounds.to_numpy().T))]
        whole, _ = self._all()
        return (
            whole if bounds is None else whole.iloc[np.sort(whole.sindex.query(shapely.box(*bounds), predicate=None))]
        )

    @property
    def treatment(self) -> Treatment:
        """What was done to the features; of a large layer to its first ones."""
        self.admit()
        return self._sample[1]

    @property
    def changed(self) -> bool:
        """Whether what was opened is no longer what is stored."""
        return "source" in self.__dict__ and self._stamp_now() != self._stamp

    def column(self, field: str) -> Any:
        """All values of one field, of features without geometry too."""
        values = self.source.column(field)
        self._unchanged()
        return values

    def admit(self) -> None:
        """The gate for the layer as a whole, once: ToolError where its coordinates cannot mean what they claim."""
        if self._admitted:
            return
        if self._fault is None:
            self._fault = self._found_wanting()
        if self._fault is not None:
            raise type(self._fault)(str(self._fault))
        self._admitted = True

    def _found_wanting(self) -> ToolError | None:
        """What is wrong with what is stored, which need not be found again; what cannot be opened may be, later."""
        self.header  # noqa: B018 - opens it
        try:
            self._check()
        except Unreachable:
            raise
        except ToolError as fault:
            return fault
        return None

    @property
    def _kept(self) -> bool:
        return self._whole is not None or not self.header.indexed or self.header.count <= SMALL

    def _check(self) -> None:
        conversion = self.conversion
        if not self.header.count:
            return
        place = self._place_by_header()
        if place is None:
            whole, _ = self._all()
            if whole.empty:
                return
            west, south, east, north = (float(value) for value in whole.total_bounds)
            place = west, south, east, north
        if self._surroundings is not None:
            self._surroundings.check_layer(self.name, place, conversion, lambda: self._sample[0].geometry.to_numpy())

    def _place_by_header(self) -> Bounds | None:
        """None where the file does not say, or what it says is refused: it may be old, so the features decide."""
        bounds = self.header.bounds
        if bounds is None:
            return None
        try:
            check_stored(self.conversion.system, bounds, self.name)
            place = self.conversion.place_bounds(bounds)
            check_place(place, self.name)
        except CrsFault:
            return None
        return place

    @property
    def _sample(self) -> tuple[Any, Treatment]:
        if self._kept:
            return self._all()
        sample = self._finished(self.source.read(limit=SAMPLE))
        self._unchanged()
        return sample

    @cached_property
    def _notices(self) -> tuple[Notice, ...]:
        told = (*self.header.notices, *told_of_system(self.name, self.header, self._declared_crs, self.conversion))
        sample, treatment = self._sample
        of = "" if self._kept else f"（只看前 {SAMPLE} 个）"
        told += told_of_treatment(self.name, treatment, of)
        return told + area_notices(self.name, sample, of)

    def _all(self) -> tuple[Any, Treatment]:
        with self._lock:
            if self._whole is None:
                if self.header.count > MOST_AT_ONCE:
                    raise LayerFault(
                        f"图层“{self.name}”有 {self.header.count} 个图形，不能一次读入；"
                        "请建空间索引（如存成 GeoPackage）按范围读，或分幅存放"
                    )
                whole = self._finished(self.source.read())
                self._unchanged()
                self._whole = whole
            return self._whole

    def _finished(self, stored: Any) -> tuple[Any, Treatment]:
        """Features with geometry, in EPSG:4490, with their ids and whether their geometry is valid."""
        there = ~(shapely.is_missing(stored.geometry) | shapely.is_empty(stored.geometry))
        without = int((~there).sum())
        stored = stored[np.asarray(there)]
        shapes, mixed = flattened(stored.geometry.to_numpy())
        self._pass(shapes, stored.index)
        shapes = self.conversion.to_cgcs2000(shapes)
        if len(shapes):
            west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
            check_place((west, south, east, north), self.name)
        valid = shapely.is_valid(shapes)
        treatment = Treatment(without_geometry=without, mixed=mixed, broken=int((~valid).sum()))
        if self._repair and not valid.all():
            mended = repaired(shapes, valid)
            treatment = treatment.mended(shapes[~valid], mended[~valid])
            left = ~shapely.is_empty(mended)
            stored, shapes, valid = stored[left], mended[left], shapely.is_valid(mended[left])
        frame = stored.drop(columns=stored.geometry.name)
        frame = frame.rename(columns={name: f"{name}_field" for name in ("feature_id", "valid")})
        frame["feature_id"] = self._ids(frame)
        frame["valid"] = valid
        return geopandas.GeoDataFrame(pandas.DataFrame(frame), geometry=shapes, crs=CGCS2000), treatment

    def _pass(self, shapes: Any, rows: Any) -> None:
        """The gate for what was read: numbers, and such as the system they claim has."""
        if not len(shapes):
            return
        refuse_no_numbers(shapes, rows, self.name)
        west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
        check_stored(self.conversion.system, (west, south, east, north), self.name)

    def _ids(self, frame: Any) -> Any:
        """Serial numbers (标识码 BSM) where they tell all features apart, else the rows' own."""
        field = next((field for field in self.header.fields if field.upper() == "BSM"), None)
        if field is None or not (_tells_apart(frame[field]) if self._kept else self._column_tells_apart(field)):
            return frame.index.astype(str)
        return frame[field].astype(str)

    def _column_tells_apart(self, field: str) -> bool:
        if self._serials is None:
            self._serials = _tells_apart(self.source.column(field))
        return self._serials

    def _unchanged(self) -> None:
        if self._stamp_now() != self._stamp:
            raise LayerFault(f"图层“{self.name}”的{self.source.place}在读取期间被改动；请等写完后重新打开")

    def _stamp_now(self) -> object:
        try:
            return self.source.stamp()
        except OSError:
            return None


def _tells_apart(values: Any) -> bool:
    return bool(values.notna().all() and values.is_unique)
