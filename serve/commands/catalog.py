"""Every command that enters through serve, and where it is written. `commands.toml` says what each is for."""

from __future__ import annotations

import tomllib
from pathlib import Path

COMMANDS = {
    "up": "up",
    "setup": "setup",
    "status": "status",
    "stop": "stop",
    "search": "search",
    "provision": "provision",
    "ask": "ask",
    "understand": "understand",
    "kb": "knowledge",
    "check": "check",
    "replay": "replay",
    "demo": "demo",
    "tool": "tool",
    "mcp": "mcp",
    "model": "model",
    "settings": "settings",
    "openapi": "openapi",
    "bundle": "bundle",
}
"""Name typed → module here."""


def help_lines() -> dict[str, str]:
    listed = tomllib.loads((Path(__file__).resolve().parents[2] / "commands.toml").read_text(encoding="utf-8"))
    return {name: str(listed[name]) for name in COMMANDS}
