"""A PostGIS server of the tests' own: in a temporary folder, as a user without rights, on this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import shapely
from psycopg import sql

PASSWORD = "geheim-8472"  # of a server that lives as long as the tests
EXTENSIONS = "/usr/share/postgresql/*/extension/postgis.control"


@dataclass(frozen=True)
class Server:
    port: int
    password_file: Path

    @property
    def address(self) -> str:
        return f"postgresql://steward@127.0.0.1:{self.port}/county"

    def connect(self, user: str = "steward", database: str = "county") -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=user, password=PASSWORD, dbname=database, autocommit=True
        )


def programs() -> Path | None:
    """The folder of the newest server on this machine that has PostGIS."""
    for control in sorted(Path("/").glob(EXTENSIONS.lstrip("/")), reverse=True):
        folder = Path("/usr/lib/postgresql") / control.parent.parent.name / "bin"
        if (folder / "initdb").exists():
            return folder
    return None


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    place = Path(tempfile.mkdtemp(prefix="guiyan-postgis-"))
    secret = place / "password"
    secret.write_text(PASSWORD)
    user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(place, **user)
        shutil.chown(secret, **user)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": place, **user}
    data = place / "data"
    subprocess.run(
        [folder / "initdb", "-D", data, "-U", "owner", "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8",
         "--locale=C.UTF-8", "--no-sync"],
        check=True, **quiet,
    )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    control = [folder / "pg_ctl", "-D", data, "-w", "-l", place / "log"]
    subprocess.run([*control, "-o", options, "start"], check=True, **quiet)
    try:
        password_file = place / "pgpass"
        password_file.write_text(f"127.0.0.1:{port}:*:*:{PASSWORD}\n")
        password_file.chmod(0o600)
        shutil.chown(password_file, os.geteuid(), os.getegid())
        server = Server(port, password_file)
        _prepare(server)
        yield server
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)
        shutil.rmtree(place)


def _prepare(server: Server) -> None:
    with server.connect("owner", "postgres") as database:
        database.execute(sql.SQL("CREATE ROLE steward LOGIN PASSWORD {}").format(PASSWORD))
        database.execute("CREATE DATABASE county OWNER owner")
    with server.connect("owner") as database:
        database.execute("CREATE EXTENSION postgis")
        database.execute("GRANT ALL ON SCHEMA public TO steward")


def store(server: Server, table: str, frame: Any, srid: int, *, key: bool = True, index: bool = True) -> None:
    """A table as GIS software makes one: a serial key, the fields, the geometry with an index."""
    name, fields = sql.Identifier(table), [field for field in frame.columns if field != "geometry"]
    types = [sql.SQL("double precision" if frame[field].dtype.kind == "f" else "text") for field in fields]
    columns = [sql.SQL("{} {}").format(sql.Identifier(field), kind) for field, kind in zip(fields, types, strict=True)]
    first = [sql.SQL("gid serial PRIMARY KEY")] if key else []
    with server.connect() as database:
        database.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(name))
        kinds = sql.SQL("geom geometry(Geometry, {})").format(srid)
        database.execute(sql.SQL("CREATE TABLE {} ({})").format(name, sql.SQL(", ").join([*first, *columns, kinds])))
        copied = sql.SQL("COPY {} ({}) FROM STDIN").format(
            name, sql.SQL(", ").join(map(sql.Identifier, [*fields, "geom"]))
        )
        shapes = [f"SRID={srid};{shapely.to_wkt(shape, rounding_precision=-1)}" for shape in frame.geometry]
        with database.cursor().copy(copied) as rows:
            for *values, shape in zip(*(frame[field].tolist() for field in fields), shapes, strict=True):
                rows.write_row((*values, shape))
        if index:
            database.execute(sql.SQL("CREATE INDEX ON {} USING gist (geom)").format(name))
        database.execute(sql.SQL("ANALYZE {}").format(name))
        database.execute("SELECT pg_stat_force_next_flush()")
