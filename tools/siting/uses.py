"""The use a site is wanted for, by code or by name."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from ..tool import ToolError
from .definitions import FactorKey, Relation, everyday_uses, use_groups, use_names

RESERVED = "16"
"""留白用地"""
BUILT = ("06", "07", "08", "09", "10", "11", "12", "13", "14", "15")


@dataclass(frozen=True)
class Use:
    code: str
    """用地用海 2023"""
    name: str

    @property
    def group(self) -> str:
        return next(group.name for group in use_groups() if self.code.startswith(group.codes))

    @property
    def weights(self) -> dict[FactorKey, float]:
        """Where none are given."""
        return next(group.weights for group in use_groups() if self.code.startswith(group.codes))

    def relation(self, planned: str) -> Relation:
        """Of a planned use to this one; codes padded with zeros to a fixed length are taken without them."""
        code = _unpadded(planned)
        if code.startswith(RESERVED):
            return "留白用地"
        if code[:4] == self.code[:4] or (len(self.code) == 2 and code[:2] == self.code):
            return "同一用途"
        if code[:2] == self.code[:2]:
            return "同一大类"
        return "其他建设用途" if code.startswith(BUILT) else "非建设用途"


def use_in(text: str) -> Use | None:
    """The longest name of a use that is written out in it."""
    names = sorted(use_names().items(), key=lambda pair: -len(pair[1]))
    return next((Use(code, name) for code, name in names if name in text), None)


def use_of(said: str) -> Use:
    """ToolError with near names for what is not known, or not built on."""
    wanted = said.strip()
    names = use_names()
    if wanted.isdigit():
        if _unpadded(wanted) in names:
            return Use(_unpadded(wanted), names[_unpadded(wanted)])
        raise ToolError(
            f"用途代码“{said}”不是可建设的用地用海分类（2023）代码；请给如 1001（工业用地）的两、四或六位代码"
        )
    plain = {_plain(name): code for code, name in names.items()}
    found = plain.get(_plain(wanted)) or everyday_uses().get(wanted)
    if found is not None:
        return Use(found, names[found])
    near = [name for name in names.values() if wanted and wanted in name]
    near += difflib.get_close_matches(wanted, list(names.values()), n=5, cutoff=0.4)
    told = "、".join(dict.fromkeys(near[:6])) or "工业用地、物流仓储用地、中小学用地、医院用地、供电用地"
    raise ToolError(f"不认识用途“{said}”；请给用地用海分类的代码或名称，相近的有：{told}")


def _plain(name: str) -> str:
    return name.strip().removesuffix("用地")


def _unpadded(code: str) -> str:
    """060000 is 06, 070100 is 0701."""
    plain = code.strip()
    while len(plain) > 2 and len(plain) % 2 == 0 and plain.endswith("00"):
        plain = plain[:-2]
    return plain
