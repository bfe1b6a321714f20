"""Tables of a PostGIS database, each read in a transaction that sees one state and can change nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from ..faults import LayerFault, Unreachable
from .ogr import features
from .source import Bounds, Header, the_table
from .stored_geometry import from_wkb

STATEMENT_SECONDS = 60
CONNECT_SECONDS = 5
_ARC_DEVIATION = {True: 1e-8, False: 1e-3}
"""Of arcs as lines: degrees, or metres."""
_MAY_CURVE = frozenset({"GEOMETRY", "CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE"})
_TYPES = {
    name.upper(): name
    for name in (
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    )
}

_EXTENT = sql.SQL(
    "SELECT n, ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e)"
    " FROM (SELECT count(*) AS n, ST_Extent({0}) AS e FROM {1}) AS extent"
)
_GEOMETRIES = """
    SELECT f_table_schema, f_table_name, f_geometry_column, srid, type FROM geometry_columns
    ORDER BY f_table_schema, f_table_name, f_geometry_column"""
_SYSTEM = "SELECT auth_name, auth_srid, srtext FROM spatial_ref_sys WHERE srid = %s"
_INDEXED = """
    SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    JOIN pg_attribute t ON t.attrelid = i.indrelid AND t.attnum = ANY(i.indkey)
    WHERE i.indrelid = %s::regclass AND t.attname = %s AND a.amname IN ('gist', 'spgist')
    AND i.indisvalid AND i.indpred IS NULL"""
_KEY = """
    SELECT t.attname FROM pg_index i JOIN pg_attribute t ON t.attrelid = i.indrelid AND t.attnum = ANY(i.indkey)
    WHERE i.indrelid = %s::regclass AND i.indisprimary AND i.indnkeyatts = 1"""
_KIND = "SELECT relkind::text FROM pg_class WHERE oid = %s::regclass"
_STAMP = """
    SELECT c.oid, c.relfilenode, s.n_tup_ins, s.n_tup_upd, s.n_tup_del
    FROM pg_class c LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid WHERE c.oid = %s::regclass"""


@dataclass(frozen=True)
class _Table:
    schema: str
    name: str
    geometry: str
    srid: int
    type: str

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)

    @property
    def shape(self) -> sql.Composed:
        """The geometry as WKB, arcs as lines."""
        column = sql.Identifier("t", self.geometry)
        if self.type not in _MAY_CURVE:
            return sql.SQL("ST_AsBinary({})").format(column)
        curved = sql.SQL("CASE WHEN ST_HasArc({0}) THEN ST_CurveToLine({0}, {1}, 1, 0) ELSE {0} END")
        return sql.SQL("ST_AsBinary({})").format(curved.format(column, _ARC_DEVIATION[self.srid in (4490, 4326)]))


class PostgisTable:
    def __init__(self, address: str, name: str, table: str | None = None) -> None:
        self._name = name
        self._address, self.place = _address(address, name)
        self._wanted = table

    def header(self) -> Header:
        table = self._table
        with self._transaction() as database:
            count, *bounds = self._one(database, _EXTENT.format(sql.Identifier(table.geometry), table.identifier)) or (
                0,
            )
            system = self._one(database, sql.SQL(_SYSTEM), (table.srid,))
            indexed = self._one(database, sql.SQL(_INDEXED), (self._regclass, table.geometry))
        return Header(
            table=f"{table.schema}.{table.name}",
            crs=(f"EPSG:{system[1]}" if system[0] == "EPSG" else system[2]) if system else None,
            geometry=_TYPES.get(table.type, "Unknown"),
            fields=self._fields,
            count=int(count),
            bounds=None if not bounds or None in bounds else (bounds[0], bounds[1], bounds[2], bounds[3]),
            indexed=bool(indexed and indexed[0]),
        )

    def read(self, bounds: Bounds | None = None, limit: int | None = None) -> Any:
        table = self._table
        fields = [sql.Identifier("t", field) for field in self._fields]
        columns = sql.SQL(", ").join([sql.SQL("{}::text AS row_id").format(self._row), table.shape, *fields])
        query = sql.SQL("SELECT {} FROM {} AS t").format(columns, table.identifier)
        values: tuple[Any, ...] = ()
        if bounds is not None:
            box = sql.SQL(" WHERE {} && ST_MakeEnvelope(%s, %s, %s, %s, {})")
            query += box.format(sql.Identifier("t", table.geometry), table.srid)
            values += bounds
        if self._order is not None:
            query += sql.SQL(" ORDER BY {}").format(self._order)
        if limit is not None:
            query += sql.SQL(" LIMIT %s")
            values += (limit,)
        with self._transaction() as database:
            rows = database.execute(query, values, binary=True).fetchall()
        return self._frame(rows)

    def column(self, field: str) -> Any:
        query = sql.SQL("SELECT {} FROM {}").format(sql.Identifier(field), self._table.identifier)
        with self._transaction() as database:
            return pandas.Series([row[0] for row in database.execute(query, binary=True)], name=field)

    def stamp(self) -> object:
        """Counts of rows written, which the server brings up to date within seconds; of a view nothing is known."""
        with self._transaction() as database:
            return self._one(database, sql.SQL(_STAMP), (self._regclass,))

    def sha256(self) -> str:
        """Of the rows in the order of the key, as text."""
        digest = hashlib.sha256()
        query = sql.SQL("COPY (SELECT t.* FROM {} AS t ORDER BY {}) TO STDOUT").format(
            self._table.identifier, sql.Identifier(self._key) if self._key else sql.SQL("md5(t::text)")
        )
        with self._transaction() as database, database.cursor().copy(query) as rows:
            for block in rows:
                digest.update(block)
        return digest.hexdigest()

    @cached_property
    def _table(self) -> _Table:
        with self._transaction() as database:
            found = [_Table(*row) for row in database.execute(_GEOMETRIES)]
        several = {(one.schema, one.name) for one in found if sum(_same(one, other) for other in found) > 1}
        titles: dict[str, _Table] = {}
        for one in found:
            title = f"{one.schema}.{one.name}"
            titles[f"{title}.{one.geometry}" if (one.schema, one.name) in several else title] = one
        named = [title for title, one in titles.items() if one.name == self._wanted]
        return titles[the_table(list(titles), named[0] if len(named) == 1 else self._wanted, self._name, self.place)]

    @cached_property
    def _key(self) -> str | None:
        with self._transaction() as database:
            found = self._one(database, sql.SQL(_KEY), (self._regclass,))
        return str(found[0]) if found else None

    @property
    def _order(self) -> sql.Identifier | None:
        """What tells rows apart and keeps their order: the key, or where the row lies in the table; None of a view."""
        column = self._key or ("ctid" if self._is_table else None)
        return sql.Identifier("t", column) if column else None

    @property
    def _row(self) -> sql.Composable:
        return self._order or sql.SQL("(row_number() OVER ())")

    @cached_property
    def _is_table(self) -> bool:
        with self._transaction() as database:
            found = self._one(database, sql.SQL(_KIND), (self._regclass,))
        return bool(found and found[0] in ("r", "m", "p"))

    @property
    def _regclass(self) -> str:
        with self._transaction() as database:
            return self._table.identifier.as_string(database)

    @cached_property
    def _fields(self) -> tuple[str, ...]:
        query = sql.SQL("SELECT * FROM {} LIMIT 0").format(self._table.identifier)
        with self._transaction() as database:
            described = database.execute(query).description or ()
        return tuple(column.name for column in described if column.name != self._table.geometry)

    def _frame(self, rows: list[tuple[Any, ...]]) -> Any:
        ids, stored, *columns = zip(*rows, strict=True) if rows else ((), (), *[()] * len(self._fields))
        values = {field: _plain(column) for field, column in zip(self._fields, columns, strict=True)}
        shapes = from_wkb(_objects(stored), ids, self._name)
        return features(pandas.DataFrame(values), shapes, pandas.Index(ids, name="fid", dtype="object"))

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        try:
            database = psycopg.connect(
                self._address,
                connect_timeout=CONNECT_SECONDS,
                options=f"-c statement_timeout={STATEMENT_SECONDS}s",
                application_name="guiyan",
            )
        except psycopg.Error:
            raise Unreachable(
                f"图层“{self._name}”：连不上{self.place}；请检查地址和服务，口令写在 ~/.pgpass，不写进清单"
            ) from None
        try:
            with database:
                database.read_only = True
                database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                yield database
        except psycopg.errors.QueryCanceled:
            raise LayerFault(
                f"图层“{self._name}”：{self.place}的查询超过 {STATEMENT_SECONDS} 秒；请给图形列建空间索引"
            ) from None
        except psycopg.errors.UndefinedTable:
            raise LayerFault(f"图层“{self._name}”：{self.place}没有装 PostGIS，或表已不在；请检查") from None
        except psycopg.errors.InsufficientPrivilege:
            raise LayerFault(f"图层“{self._name}”：没有读{self.place}里这张表的权限；请授权") from None
        except psycopg.OperationalError:
            raise Unreachable(f"图层“{self._name}”：与{self.place}的连接断了；请稍后再试") from None
        except psycopg.Error as error:
            raise LayerFault(f"图层“{self._name}”：{self.place}读不出来（SQLSTATE {error.sqlstate}）；请检查") from None

    def _one(
        self, database: psycopg.Connection[tuple[Any, ...]], query: sql.SQL | sql.Composed, values: tuple[Any, ...] = ()
    ) -> tuple[Any, ...] | None:
        return database.execute(query, values).fetchone()


def _address(written: str, name: str) -> tuple[str, str]:
    """The address, and how to call it in a message; LayerFault where it carries a password."""
    try:
        parts = conninfo_to_dict(written)
    except psycopg.ProgrammingError:
        raise LayerFault(f"图层“{name}”：数据库地址写得不对；请写成 postgresql://用户@主机:端口/数据库") from None
    if parts.get("password"):
        raise LayerFault(f"图层“{name}”：清单里不能写数据库口令；请写在 ~/.pgpass 或 pg_service.conf 里")
    host = parts.get("service") or parts.get("host") or "本机"
    return written, f"数据库 {host}/{parts.get('dbname') or ''}".rstrip("/")


def _same(one: _Table, other: _Table) -> bool:
    return (one.schema, one.name) == (other.schema, other.name)


def _objects(values: Any) -> Any:
    found = pandas.Series(list(values), dtype=object)
    return found.to_numpy()


def _plain(values: Any) -> Any:
    """numeric as float: what other formats give."""
    series = pandas.Series(list(values), dtype=object)
    kinds = {type(value).__name__ for value in values if value is not None}
    return series.astype("float64") if kinds == {"Decimal"} else series.infer_objects()
