"""All packs together, each rule with the law it stands on as of a day."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...statutes import BasisStatus, Statutes, StatuteText, basis_status
from ...tool import ToolError
from ..conditions import BadCondition
from .names import refuse_unknown_names
from .pack import Basis, Check, Pack, Rule

PACKS = Path(__file__).parent / "packs"


class RuleFault(ToolError):
    """A rule pack that cannot be used: the message names the rule and what is wrong."""


@dataclass(frozen=True)
class Ground:
    """One provision a rule stands on, as found on the day."""

    basis: Basis
    text: StatuteText
    status: BasisStatus


@dataclass(frozen=True)
class StandingRule:
    """A rule in force on a day."""

    rule: Rule
    grounds: tuple[Ground, ...]

    @property
    def matched(self) -> bool:
        return any(ground.status == "matched" for ground in self.grounds)


@dataclass(frozen=True)
class StandingCheck:
    check: Check
    group: int
    rules: tuple[StandingRule, ...]
    """Empty where no version of the rules is known for the day."""


@dataclass(frozen=True)
class PackFile:
    pack: Pack
    path: Path
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name


class Rulebook:
    """Every pack of some folders; a pack that says what it may not, or a name no fact has, fails here."""

    def __init__(self, statutes: Statutes, folders: Sequence[Path] = (PACKS,)) -> None:
        """`folders`: without them the packs that come with the code; a province's own may stand beside those."""
        self.files = tuple(file for folder in folders for file in _packs(folder))
        self._statutes = statutes
        keys = [check.key for check in self.checks()]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise RuleFault(f"规则库里有两份审查项：{'、'.join(twice)}")

    def checks(self) -> Iterator[Check]:
        return (check for _, check in self._checks())

    def on(self, day: date) -> tuple[StandingCheck, ...]:
        """Every check with its rules in force on `day`, in the order of groups.

        An address that neither corpus nor register knows is a RuleFault, also in a rule of another day.
        """
        return tuple(self._standing(group, check, day) for group, check in self._checks())

    def _standing(self, group: int, check: Check, day: date) -> StandingCheck:
        standing = []
        for rule in check.rule:
            last = rule.valid_to - timedelta(days=1) if rule.valid_to else rule.valid_from
            grounds = self._grounds(rule, day if rule.valid_on(day) else last)
            if rule.valid_on(day):
                standing.append(StandingRule(rule, grounds))
        return StandingCheck(check, group, tuple(standing))

    def _checks(self) -> Iterator[tuple[int, Check]]:
        files = sorted(self.files, key=lambda file: file.pack.group)
        return ((file.pack.group, check) for file in files for check in file.pack.check)

    def _grounds(self, rule: Rule, day: date) -> tuple[Ground, ...]:
        return tuple(self._ground(rule, basis, day) for basis in rule.basis if basis.valid_on(day))

    def _ground(self, rule: Rule, basis: Basis, day: date) -> Ground:
        try:
            text = self._statutes.provision(basis.reference, as_of=day)
        except ToolError as error:
            raise RuleFault(f"规则 {rule.id} 的依据“{basis.reference}”查不到：{error}") from error
        return Ground(basis, text, basis_status(text, basis.words, confirmed=basis.confirmed))


def _packs(folder: Path) -> tuple[PackFile, ...]:
    return tuple(_pack(path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.toml")))


@cache
def _pack(path: Path, _changed: int) -> PackFile:
    """Read again only when it was changed."""
    stored = path.read_bytes()
    try:
        pack = Pack.model_validate(tomllib.loads(stored.decode()))
        for check in pack.check:
            refuse_unknown_names(check)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, BadCondition) as error:
        raise RuleFault(f"规则文件 {path.name} 读不懂：{error}") from error
    except ValidationError as error:
        fault: Any = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise RuleFault(f"规则文件 {path.name} 的 {place} 不对：{fault['msg']}") from error
    return PackFile(pack, path, hashlib.sha256(stored).hexdigest())
