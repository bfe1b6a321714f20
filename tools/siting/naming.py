"""What the words of a constraint mean: a kind of layers, one layer, a land class, or one of the default constraints."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from ..indicators.holdings import KIND_NAMES
from ..indicators.land_classes import land_classes
from ..layers import Layer, Workspace
from ..tool import ToolError
from .definitions import ConstraintRule, constraint_rules


@dataclass(frozen=True)
class Meant:
    name: str
    kind: str | None = None
    layer: Layer | None = None
    land: tuple[str, ...] = ()
    """prefixes of DLBM"""


def meant(said: str, workspace: Workspace) -> Meant:
    """ToolError with near names for what is none of these."""
    wanted = said.strip()
    for layer in workspace.layers:
        if layer.name == wanted:
            return Meant(layer.name, layer.kind, layer)
    names = _kind_names(workspace)
    kind = wanted.upper() if wanted.upper() in names else next((k for k, name in names.items() if name == wanted), None)
    if kind is not None:
        return Meant(names[kind] or kind, kind)
    classes = land_classes()
    if wanted in classes and not classes[wanted].town:
        return Meant(f"现状{wanted}", land=classes[wanted].codes)
    known = [*names, *(name for name in names.values() if name), *(layer.name for layer in workspace.layers), *classes]
    raise ToolError(f"不知道“{said}”指哪个图层或地类；{_near(wanted, known)}")


def waived_rules(said: Iterable[str]) -> set[str]:
    """Keys of default constraints; ToolError for a name that none of them has."""
    rules = constraint_rules()
    found: set[str] = set()
    for one in said:
        wanted = one.strip()
        keys = {rule.key for rule in rules if wanted.casefold() in (rule.key.casefold(), rule.name)}
        keys = keys or {rule.key for rule in rules if rule.zone == wanted.upper()} or _by_part(wanted, rules)
        if not keys:
            known = [name for rule in rules for name in (rule.name, rule.key)]
            raise ToolError(f"缺省约束里没有“{one}”，放开不了；{_near(wanted, known)}")
        found |= keys
    return found


def _by_part(wanted: str, rules: tuple[ConstraintRule, ...]) -> set[str]:
    """The only rule with these words in its name."""
    keys = {rule.key for rule in rules if len(wanted) > 1 and wanted in rule.name}
    return keys if len(keys) == 1 else set()


def _kind_names(workspace: Workspace) -> dict[str, str]:
    rules = {rule.zone: rule.name for rule in constraint_rules() if rule.zone and not rule.where}
    held = {kind: "" for kind in (layer.kind for layer in workspace.layers) if kind}
    absent = {entry.kind: "" for entry in workspace.manifest.absent}
    return {**held, **absent, **rules, **KIND_NAMES}


def _near(wanted: str, known: Iterable[str]) -> str:
    names = list(dict.fromkeys(known))
    found = [name for name in names if wanted and (wanted in name or name in wanted)]
    found += difflib.get_close_matches(wanted, names, n=6, cutoff=0.4)
    return f"相近的有：{'、'.join(dict.fromkeys(found[:6]))}" if found else f"可写的有：{'、'.join(names[:10])}"
