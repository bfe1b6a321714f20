"""The rules (规则库): data in TOML packs, one file per group of checks, and the law each stands on."""

from .pack import Check, Rule, Way
from .rulebook import Rulebook, RuleFault

__all__ = ["Check", "Rule", "RuleFault", "Rulebook", "Way"]
