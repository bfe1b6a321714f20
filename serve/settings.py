"""Every setting, read once from `GUIYAN_*` variables or `.env`. Nothing else reads the environment."""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict, SettingsError

from agents.settings import ModelSettings, NoModel
from knowledge.settings import KnowledgeSettings
from tools.settings import SpatialSettings

from .evaluation_settings import EvaluationSettings
from .sentences import sentence
from .setting_names import DELIMITER, PREFIX, groups, leaves, variable

ROOT = Path(__file__).resolve().parent.parent
"""The checkout. Relative paths in settings stand on it, so a command means the same wherever it is typed."""
ENV_FILE = ROOT / ".env"

Source = Literal["variable", ".env"]


class SettingsFault(Exception):
    """A setting that stops the start. The message is one sentence for the operator."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
        env_file=ENV_FILE,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
    )

    knowledge: KnowledgeSettings = KnowledgeSettings()
    model: ModelSettings = NoModel()
    spatial: SpatialSettings = SpatialSettings()
    evaluation: EvaluationSettings = EvaluationSettings()
    host: str = "127.0.0.1"
    """Address to listen on. Any but this machine's own (127.0.0.1, ::1, localhost) is refused until keys exist."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """0 takes a free one and prints it."""
    state_folder: Path = Path("data/state")
    """Conversations, and the file by which commands find the running service."""
    drain_seconds: Annotated[int, Field(ge=0, le=600)] = 20
    """How long a stopping service waits for answers under way."""

    def with_port(self, port: int) -> Settings:
        if not 0 <= port <= 65535:
            raise SettingsFault(f"端口 {port} 不存在；应为 0 到 65535")
        return self.model_copy(update={"port": port})

    @field_validator("host")
    @classmethod
    def _loopback(cls, host: str) -> str:
        if host != "localhost" and not _is_loopback(host):
            raise ValueError("只能是本机地址（127.0.0.1、::1、localhost）：还没有访问密钥，不能对外开放")
        return host

    @field_validator("state_folder")
    @classmethod
    def _on_the_checkout(cls, folder: Path) -> Path:
        return ROOT / folder

    @field_validator("knowledge")
    @classmethod
    def _knowledge_on_the_checkout(cls, knowledge: KnowledgeSettings) -> KnowledgeSettings:
        return knowledge.model_copy(update={"folder": ROOT / knowledge.folder})

    @field_validator("spatial")
    @classmethod
    def _spatial_on_the_checkout(cls, spatial: SpatialSettings) -> SpatialSettings:
        given = {name: ROOT / path for name, path in spatial if path is not None}
        return spatial.model_copy(update=given)

    @field_validator("evaluation")
    @classmethod
    def _evaluation_on_the_checkout(cls, evaluation: EvaluationSettings) -> EvaluationSettings:
        return evaluation.model_copy(update={"folder": ROOT / evaluation.folder})


def load_settings() -> Settings:
    """SettingsFault when a name or a value is wrong."""
    refuse_unknown(sources())
    try:
        return Settings()
    except SettingsError as error:
        group = variable(tuple(re.findall(r'field "(\w+)"', str(error))))
        raise SettingsFault(f"设置 {group} 应是合法的 JSON；也可用 {DELIMITER} 分开逐项写") from error
    except ValidationError as error:
        secret = {leaf.name for leaf in leaves(Settings) if leaf.secret}
        called = [(fault, _called(fault)) for fault in error.errors()]
        said = [sentence(fault, f"设置 {name}", show_value=name not in secret) for fault, name in called]
        raise SettingsFault("；".join(said)) from error


def sources() -> dict[str, Source]:
    """Names given, in capitals, and where: a process variable goes before `.env`."""
    try:
        in_file = DotEnvSettingsSource(Settings).env_vars
    except (OSError, ValueError) as error:
        raise SettingsFault(f"{ENV_FILE} 读不出来：{error}；它应是 UTF-8 文字，每行一个 名字=值") from error
    given: dict[str, Source] = {name.upper(): ".env" for name in in_file}
    given.update({name.upper(): "variable" for name in os.environ if name.upper().startswith(PREFIX)})
    return given


def refuse_unknown(names: Iterable[str]) -> None:
    """SettingsFault that lists the near ones; pydantic-settings would pass a misspelt process variable unseen."""
    known = {leaf.name for leaf in leaves(Settings)} | groups(Settings)
    for name in sorted(set(names) - known):
        near = difflib.get_close_matches(name, sorted(known), n=3)
        hint = f"；名称相近的有：{'、'.join(near)}" if near else ""
        raise SettingsFault(f"没有名为 {name} 的设置{hint}；全部设置见 .env.example")


def _called(fault: Mapping[str, Any]) -> str:
    """Where a fault lies, as the variable's name: the tag of a chosen group is no part of it."""
    known = {leaf.path[:depth] for leaf in leaves(Settings) for depth in range(1, len(leaf.path) + 1)}
    path: tuple[str, ...] = ()
    for part in map(str, fault["loc"]):
        path = (*path, part) if (*path, part) in known else path
    if fault["type"] == "extra_forbidden":
        path = (*path, str(fault["loc"][-1]))
    elif fault["type"].startswith("union_tag"):
        path = (*path, "kind")
    return variable(path)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
