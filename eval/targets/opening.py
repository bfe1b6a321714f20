"""From what is typed after --against to an open target."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from agents.embedded_writer import EmbeddedWriter
from agents.models import open_model
from agents.settings import EmbeddedModel, ModelSettings, NoModel, ServedModel
from agents.understanding.understand import ByClassifier, ByModel
from knowledge.passages.packaged_embedder import packaged_embedder
from knowledge.projections import Progress
from knowledge.skills.classifier import ToolClassifier
from serve.services import Services, open_services
from serve.settings import ROOT, Settings
from serve.unknown_tool import unknown_tool
from tools import ToolError

from .agent import Agent
from .bare_model import BareModel
from .endpoint import Endpoint
from .grounded import Grounded
from .retriever import Bm25Retriever, Retriever
from .site_check import NAME as SITE_CHECK
from .site_check import SiteCheck
from .site_gate import read_site_file
from .target import Target
from .tool import ToolTarget
from .understander import UnderstandingTarget

NAMES = {
    "retriever": "本库的检索",
    "bm25": "对照：同一批条文上的 BM25",
    "tool:名称": "一个工具，如 tool:get_provision、tool:check_compliance；tool:read_site_file 是用地文件的入口检查",
    "agent": "智能体，用设置里的模型；agent:none 不用模型，agent:embedded 用内置模型",
    "understander": "智能体判断意图和工具的一步；understander:embedded 用内置模型，understander:文件夹 用适配器",
    "model": "模型本身，不看知识库，用设置里的模型；model:embedded 用内置模型",
    "endpoint:URL#MODEL": "别人的 OpenAI 兼容接口，如 endpoint:http://127.0.0.1:8001/v1#qwen；"
    "密钥写在 GUIYAN_EVALUATION__API_KEY",
    "grounded": "模型加知识库：检索到的条文写进提示；同样可写 grounded:embedded、grounded:URL#MODEL",
}
"""As typed → what it is."""
_OVER_KNOWLEDGE = ("retriever", "bm25", "tool", "agent", "grounded", "understander")


@dataclass(frozen=True)
class Options:
    seed: int
    max_tokens: int
    patience_s: float


@contextmanager
def open_target(spec: str, settings: Settings, options: Options, progress: Progress) -> Iterator[Target]:
    """ToolError when `spec` names no target; StoreUnavailable when it cannot be opened."""
    kind, _, rest = spec.partition(":")
    if kind == "agent":
        settings = settings.model_copy(update={"model": _model_settings(rest, settings)})
    if spec == f"tool:{read_site_file.name}":
        yield ToolTarget(read_site_file)
    elif kind == "model":
        with _model(rest, settings, options) as model:
            yield model
    elif kind == "endpoint":
        with _endpoint(rest, settings, options) as endpoint:
            yield endpoint
    elif kind in _OVER_KNOWLEDGE:
        with open_services(settings, progress=progress) as services:
            if kind == "grounded":
                with (_endpoint if "#" in rest else _model)(rest, settings, options) as model:
                    yield Grounded(model, services.base)
            elif kind == "understander":
                with _understander(rest, services) as understander:
                    yield understander
            else:
                yield _over_knowledge(kind, rest, services)
    else:
        listed = "；".join(f"{name}（{what}）" for name, what in NAMES.items())
        raise ToolError(f"不认识的评测对象“{spec}”；可写的有：{listed}")


def _over_knowledge(kind: str, rest: str, services: Services) -> Target:
    if kind == "retriever":
        return Retriever(services.base)
    if kind == "bm25":
        return Bm25Retriever(services.base)
    if kind == "agent":
        return Agent(services.planner, services.base, model=_name(services.settings.model))
    if rest == SITE_CHECK:
        return SiteCheck(services.base, services.statutes)
    known = {tool.name: tool for tool in services.tools}
    if rest not in known:
        raise unknown_tool(rest, known)
    return ToolTarget(known[rest], services.base)


@contextmanager
def _understander(rest: str, services: Services) -> Iterator[UnderstandingTarget]:
    """By the classifier alone, or by the embedded model, with an adapter where its folder is named."""
    embedder = packaged_embedder(services.settings.knowledge.folder / "embedding")
    classifier = ToolClassifier(embedder)
    if not rest:
        yield UnderstandingTarget(ByClassifier(classifier), services.base, model=None)
        return
    adapter = None if rest == "embedded" else Path(rest)
    if adapter is not None and not adapter.is_dir():
        raise ToolError(f"没有适配器文件夹 {adapter}；可写 understander、understander:embedded 或 understander:文件夹")
    own = _model_settings("embedded", services.settings)
    assert isinstance(own, EmbeddedModel)
    writer = EmbeddedWriter(own.folder, adapter, threads=own.threads)
    try:
        yield UnderstandingTarget(
            ByModel(writer, classifier), services.base, model="gemma-3-270m", adapter=adapter.name if adapter else None
        )
    finally:
        writer.close()


@contextmanager
def _model(name: str, settings: Settings, options: Options) -> Iterator[BareModel | Endpoint]:
    chosen = _model_settings(name, settings)
    if isinstance(chosen, ServedModel):
        with _served(chosen.base_url, chosen.model, chosen.api_key, options) as endpoint:
            yield endpoint
        return
    model = open_model(chosen)
    if model is None:
        raise ToolError("设置里没有模型；写 model:embedded 用内置模型，或先设 GUIYAN_MODEL__KIND")
    try:
        yield BareModel(model, max_tokens=options.max_tokens)
    finally:
        model.close()


@contextmanager
def _endpoint(spec: str, settings: Settings, options: Options) -> Iterator[Endpoint]:
    url, _, model = spec.partition("#")
    if not url.startswith(("http://", "https://")) or not model:
        raise ToolError(f"接口“{spec}”应写成 URL#MODEL，如 http://127.0.0.1:8001/v1#qwen")
    with _served(url, model, settings.evaluation.api_key, options) as endpoint:
        yield endpoint


@contextmanager
def _served(url: str, model: str, api_key: SecretStr | None, options: Options) -> Iterator[Endpoint]:
    endpoint = Endpoint(
        url, model, api_key=api_key, max_tokens=options.max_tokens, seed=options.seed, patience_s=options.patience_s
    )
    try:
        yield endpoint
    finally:
        endpoint.close()


def _model_settings(name: str, settings: Settings) -> ModelSettings:
    if name == "":
        return settings.model
    if name == "none":
        return NoModel()
    if name == "embedded":
        own = settings.model if isinstance(settings.model, EmbeddedModel) else EmbeddedModel()
        return own.model_copy(update={"folder": ROOT / own.folder})
    raise ToolError(f"不认识的模型“{name}”；可写 none（不用模型）、embedded（内置模型），或不写（用设置里的）")


def _name(model: ModelSettings) -> str | None:
    if isinstance(model, ServedModel):
        return model.model
    return None if isinstance(model, NoModel) else "embedded"
