"""Settings are read once; a wrong or misspelt one stops the start with a sentence that names it."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.settings import ServerGraph
from serve.env_example import env_example
from serve.setting_names import groups, leaves
from serve.settings import ROOT, Settings, SettingsFault, load_settings, refuse_unknown, sources

NAMES = sorted({leaf.name for leaf in leaves(Settings)})


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in sources():
        monkeypatch.delenv(name, raising=False)


def fault() -> str:
    with pytest.raises(SettingsFault) as caught:
        load_settings()
    return str(caught.value)


def test_the_defaults_are_embedded_and_on_this_machine() -> None:
    settings = load_settings()
    assert (settings.knowledge.vectors.kind, settings.knowledge.graph.kind, settings.model.kind) == (
        "edge",
        "ladybug",
        "none",
    )
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_relative_folders_stand_on_the_checkout_wherever_the_command_is_typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GUIYAN_KNOWLEDGE__FOLDER", "elsewhere/knowledge")
    settings = load_settings()
    assert settings.knowledge.folder == ROOT / "elsewhere/knowledge"
    assert settings.state_folder == ROOT / "data/state"


def test_a_variable_chooses_a_server_and_its_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIYAN_KNOWLEDGE__GRAPH__KIND", "neo4j")
    monkeypatch.setenv("GUIYAN_KNOWLEDGE__GRAPH__URI", "bolt://127.0.0.1:7687")
    monkeypatch.setenv("GUIYAN_KNOWLEDGE__GRAPH__PASSWORD", "open sesame")
    settings = load_settings()
    assert isinstance(settings.knowledge.graph, ServerGraph)
    assert "sesame" not in repr(settings)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"GUIYAN_PROT": "1"}, ["没有名为 GUIYAN_PROT 的设置", "GUIYAN_PORT"]),
        (
            {"GUIYAN_KNOWLEDGE__GRPAH__KIND": "neo4j"},
            ["GUIYAN_KNOWLEDGE__GRPAH__KIND", "GUIYAN_KNOWLEDGE__GRAPH__KIND"],
        ),
        ({"GUIYAN_PORT": "eight"}, ["GUIYAN_PORT“eight”应为整数"]),
        ({"GUIYAN_PORT": "70000"}, ["GUIYAN_PORT“70000”不得大于 65535"]),
        ({"GUIYAN_KNOWLEDGE__GRAPH__KIND": "neo4"}, ["GUIYAN_KNOWLEDGE__GRAPH__KIND", "ladybug、neo4j"]),
        ({"GUIYAN_KNOWLEDGE__GRAPH__KIND": "neo4j"}, ["GUIYAN_KNOWLEDGE__GRAPH__URI 没有给出", "PASSWORD 没有给出"]),
        ({"GUIYAN_KNOWLEDGE__GRAPH__URI": "bolt://a"}, ["GUIYAN_KNOWLEDGE__GRAPH__KIND 没有给出"]),
        ({"GUIYAN_KNOWLEDGE": "{folder"}, ["GUIYAN_KNOWLEDGE 应是合法的 JSON"]),
        ({"GUIYAN_KNOWLEDGE": '{"foldr": "x"}'}, ["GUIYAN_KNOWLEDGE__FOLDR 不在可用的项之中"]),
    ],
)
def test_a_wrong_setting_is_named_in_a_sentence(
    variables: dict[str, str], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    sentence = fault()
    assert all(part in sentence for part in said)
    assert "\n" not in sentence


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", ""])
def test_any_address_but_loopback_is_refused_until_keys_exist(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIYAN_HOST", host)
    assert "只能是本机地址" in fault()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_every_address_of_this_machine_alone_is_taken(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIYAN_HOST", host)
    assert load_settings().host == host


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIYAN_MODEL", '{"kind": "openai", "base_url": "x", "model": "m", "api_key": 12345}')
    sentence = fault()
    assert "GUIYAN_MODEL__API_KEY" in sentence
    assert "12345" not in sentence


def test_the_example_file_is_current() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example(), (
        "write it anew: ./guiyan settings --example > .env.example"
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_example_names_every_setting(name: str) -> None:
    assert f"\n# {name}=" in env_example()


@given(st.sampled_from(NAMES), st.data())
def test_a_name_with_two_letters_swapped_is_refused_and_the_right_one_offered(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(len("GUIYAN_"), len(name) - 2))
    misspelt = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if misspelt in {*NAMES, *groups(Settings)}:
        return
    with pytest.raises(SettingsFault, match=name):
        refuse_unknown([misspelt])


@given(st.text(string.printable + "国土空间", max_size=30))
def test_no_name_whatever_breaks_the_sentence(name: str) -> None:
    if f"GUIYAN_{name}" in {*NAMES, *groups(Settings)}:
        return
    with pytest.raises(SettingsFault) as caught:
        refuse_unknown([f"GUIYAN_{name}"])
    assert str(caught.value).startswith(f"没有名为 GUIYAN_{name} 的设置")
