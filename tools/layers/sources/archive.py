"""Zipped layers: unpacked into a folder of our own under names of our own, so that nothing can be written elsewhere."""

from __future__ import annotations

import lzma
import re
import shutil
import stat
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from ..faults import LayerFault
from .source import Bounds, Header, Source, sha256_of, stamp_of, the_table

MOST_UNPACKED = 4 << 30
MOST_MEMBERS = 10_000
MOST_SWOLLEN = 200
"""Times the size of the archive, beyond the first of the next:"""
SWELLING_FROM = 256 << 20
_CHUNK = 1 << 20
_MAY_BE_NOTES = (".txt", ".json")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, UnicodeDecodeError)

Opener = Callable[[Path, str, str | None], Source]


class ZippedSource:
    """The one layer of an archive, or the one that is named among several."""

    def __init__(self, path: Path, name: str, table: str | None, opener: Opener, suffixes: frozenset[str]) -> None:
        self.path = path
        self.place = f"压缩包 {path.name}"
        self._name = name
        self._wanted = table
        self._opener = opener
        self._suffixes = suffixes

    def header(self) -> Header:
        return self._inner.header()

    def read(self, bounds: Bounds | None = None, limit: int | None = None) -> Any:
        return self._inner.read(bounds, limit)

    def column(self, field: str) -> Any:
        return self._inner.column(field)

    def stamp(self) -> object:
        return stamp_of([self.path])

    def sha256(self) -> str:
        return sha256_of([self.path])

    @cached_property
    def _inner(self) -> Source:
        try:
            with zipfile.ZipFile(self.path) as archive:
                members = _members(archive, self._name, self.place)
                wanted = self._layer(members)
                folder = self._unpacked(archive, members, wanted)
        except _BROKEN as error:
            raise LayerFault(f"图层“{self._name}”：{self.place}已损坏或不是 zip；请重新压缩") from error
        table = self._wanted if self._wanted not in (wanted.stem, str(wanted)) else None
        return self._opener(folder / f"layer{wanted.suffix.lower()}", self._name, table)

    def _layer(self, members: Iterable[PurePosixPath]) -> PurePosixPath:
        """The one named by its path or stem, or the only one, beside which a readme is none."""
        layers = sorted({one for one in map(self._layer_of, members) if one is not None})
        named = [layer for layer in layers if self._wanted in (str(layer), layer.stem)]
        if len(named) == 1:
            return named[0]
        titles = {str(layer): layer for layer in layers if layer.suffix.lower() not in _MAY_BE_NOTES}
        titles = titles or {str(layer): layer for layer in layers}
        inside = self._wanted if len(titles) > 1 else None  # else it is a table of the only one
        return titles[the_table(list(titles), inside, self._name, self.place)]

    def _layer_of(self, member: PurePosixPath) -> PurePosixPath | None:
        for part in (member, *member.parents):
            if part.suffix.lower() == ".gdb":
                return part
        return member if member.suffix.lower() in self._suffixes else None

    def _unpacked(
        self, archive: zipfile.ZipFile, members: dict[PurePosixPath, zipfile.ZipInfo], wanted: PurePosixPath
    ) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="guiyan-layer-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        for member, info in members.items():
            target = _target(member, wanted)
            if target is None:
                continue
            place = folder / target
            place.parent.mkdir(exist_ok=True)
            self._unpack(archive, info, place)
        return folder

    def _unpack(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Path) -> None:
        if info.flag_bits & 0x1:
            raise LayerFault(f"图层“{self._name}”：{self.place}加了密码；请去掉密码再提交")
        left = info.file_size
        with archive.open(info) as packed, place.open("wb") as unpacked:
            while chunk := packed.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise LayerFault(f"图层“{self._name}”：{self.place}的内容比所写的大；请重新压缩")
                unpacked.write(chunk)


def _members(archive: zipfile.ZipFile, name: str, place: str) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """By their real names; LayerFault for what no honest archive holds."""
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    packed = max(Path(str(archive.filename)).stat().st_size, 1)
    if len(infos) > MOST_MEMBERS or total > MOST_UNPACKED or (total > SWELLING_FROM and total > MOST_SWOLLEN * packed):
        raise LayerFault(
            f"图层“{name}”：{place}解开后有 {total / (1 << 30):.1f} GB、{len(infos)} 个文件，超过限度；"
            "请只压缩要用的图层"
        )
    if total > shutil.disk_usage(tempfile.gettempdir()).free:
        raise LayerFault(f"图层“{name}”：临时文件夹放不下{place}的 {total / (1 << 30):.1f} GB；请腾出空间")
    members = {}
    for info in infos:
        member = PurePosixPath(_real_name(info).replace("\\", "/"))
        if member.is_absolute() or ".." in member.parts or re.match(r"[A-Za-z]:", str(member)):
            raise LayerFault(f"图层“{name}”：{place}里有指向文件夹以外的路径；请重新压缩")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise LayerFault(f"图层“{name}”：{place}里有链接；请放进真正的文件")
        if not info.is_dir() and "__MACOSX" not in member.parts:
            members[member] = info
    return members


def _real_name(info: zipfile.ZipInfo) -> str:
    """Without the flag for UTF-8 Windows writes GBK, and Python reads it as the code page of the first IBM PC."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    stored = info.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _target(member: PurePosixPath, wanted: PurePosixPath) -> Path | None:
    """Where a file of the wanted layer goes: beside it with the same name, or inside its .gdb; None for others."""
    if wanted.suffix.lower() == ".gdb":
        inside = wanted in member.parents and re.fullmatch(r"[\w.]+", member.name, re.ASCII)
        return Path("layer.gdb") / member.name if inside else None
    same = member.parent == wanted.parent and member.name[: len(wanted.stem)] == wanted.stem
    suffix = member.name[len(wanted.stem) :].lower()
    return Path(f"layer{suffix}") if same and re.fullmatch(r"(\.\w+)+", suffix, re.ASCII) else None
