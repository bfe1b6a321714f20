"""Results as a planner reads them in a shell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from agents.answer import Answer, Citation
from knowledge.instruments.instrument import Status
from knowledge.results import CheckReport, IngestReport, Link, Notice, ProvisionView, SearchHit, SearchResults
from knowledge.targets.report import TargetsReport
from knowledge.time_notices import STATUS_WORDS

from ..wire import Forgotten, Health, Instruments, InstrumentSummary

OUTCOMES = {"added": "新收入", "replaced": "已更新", "unchanged": "无变化", "refused": "未收入"}
COUNTED = {
    "instruments": "文件",
    "versions": "版本",
    "articles": "条文",
    "words": "词语索引",
    "vectors": "向量",
    "graph_nodes": "图谱节点",
    "graph_edges": "图谱关系",
    "outbox": "待处理",
}
SHOWN_LINKS = 20


def search_text(found: SearchResults) -> str:
    head = f"{found.as_of} 的法律：{len(found.results)} 条"
    if not found.supported:
        head += "；没有足以支持回答的条文" + ("，下面只是最接近的" if found.results else "")
    return "\n\n".join([head, *(_hit(n, hit) for n, hit in enumerate(found.results, start=1)), *_told(found.notices)])


def provision_text(view: ProvisionView) -> str:
    edition = f"{view.version} 文本，" if view.version else ""
    lines = [f"《{view.title}》{view.article or ''}{view.paragraph or ''}{view.item or ''}"]
    lines.append(edition + standing(view.status, view.effective_from, view.effective_confirmed, view.effective_to))
    lines += [f"文号：{view.number}"] if view.number else []
    lines += [" › ".join(view.headings)] if view.headings else []
    lines += ["", _indented(view.text), ""] if view.text is not None else []
    lines += [f"引用：{_links(view.cites)}"] if view.cites else []
    lines += [f"被引用：{_links(view.cited_by)}"] if view.cited_by else []
    lines += [f"本库的版本：{'、'.join(view.versions)}"] if len(view.versions) > 1 else []
    lines += [f"接替它的是：{view.successor}"] if view.successor else []
    return "\n".join([*lines, *_told(view.notices)])


def answer_foot(answer: Answer) -> str:
    """What follows the text of an answer, or stands in its place when it is refused."""
    parts = [f"不作回答：{answer.reason}"] if answer.refused else []
    quoted = answer.worded_by != "none"  # without a model the answer itself is the quotes
    parts += ["依据\n" + "\n".join(_citation(c, quoted) for c in answer.citations)] if answer.citations else []
    parts += ["\n".join(_told(answer.notices))] if answer.notices else []
    parts += [f"未通过核对而删去的句子：{len(answer.dropped)}"] if answer.dropped else []
    parts.append(f"按 {answer.as_of} 的法律；本库法律文本截至 {answer.corpus_end}")
    return "\n\n".join(parts)


def instruments_text(listed: Instruments) -> str:
    lines = [_instrument(i) for i in listed.instruments]
    return "\n".join([*lines, f"共 {len(lines)} 部；本库法律文本截至 {listed.corpus_end}"])


def ingest_text(report: IngestReport) -> str:
    lines = []
    for file in report.files:
        named = f"《{file.instrument}》{file.articles} 条" if file.instrument else ""
        lines.append(f"{OUTCOMES[file.outcome]}  {file.file}  {named}".rstrip())
        lines += [f"    {notice}" for notice in file.notices]
    counts = "，".join(f"{said} {sum(f.outcome == o for f in report.files)}" for o, said in OUTCOMES.items())
    return "\n".join([*lines, f"共 {len(report.files)} 个文件：{counts}"])


def targets_text(report: TargetsReport) -> str:
    if report.outcome == "refused":
        bad = [f"第 {row.row} 行：{'；'.join(row.reasons)}" for row in report.bad_rows]
        return "\n".join([*bad, f"{report.file} 有 {len(bad)} 行不合格，整张表没有收入；改好后再运行一次"])
    counts = f"新收入 {report.added}，已更新 {report.replaced}，无变化 {report.unchanged}"
    return "\n".join([*(f"《{plan}》" for plan in report.plans), f"共 {report.rows} 个指标值：{counts}"])


def forgotten_text(gone: Forgotten) -> str:
    articles = [f"{gone.articles} 条"] if gone.articles or not gone.targets else []
    targets = [f"{gone.targets} 个规划指标值"] if gone.targets else []
    return f"已移除《{gone.instrument}》的 {'、'.join([*articles, *targets])}"


def check_text(report: CheckReport) -> str:
    counts = "，".join(f"{COUNTED.get(name, name)} {count}" for name, count in report.counts.items())
    faults = [f"{fault.store} {fault.kind} {fault.id}：{fault.text}" for fault in report.faults]
    verdict = (
        f"有 {len(faults)} 处不一致；./guiyan kb rebuild 由库中文本重建索引" if faults else "各库一致，没有孤立的条目"
    )
    return "\n".join([f"第 {report.generation} 代：{counts}", *faults, verdict])


def health_text(health: Health, address: str) -> str:
    since = health.started.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return (
        f"服务在运行：{address}（进程 {health.pid}，自 {since}）\n"
        f"知识库第 {health.generation} 代，法律文本截至 {health.corpus_end}；语言模型：{health.model}"
    )


def standing(status: Status, start: date | None, confirmed: bool, end: date | None) -> str:
    said = [STATUS_WORDS[status]]
    if start is not None:
        said.append(f"{start} 起施行" if confirmed else f"施行不早于 {start}（施行日未核实）")
    if end is not None:
        said.append(f"至 {end} 止")
    return "，".join(said)


def _hit(n: int, hit: SearchHit) -> str:
    title = f"{n}. {hit.instrument} {hit.article}{hit.paragraph or ''}"
    held = standing(hit.status, hit.effective_from, hit.effective_confirmed, hit.effective_to)
    return f"{title}（{hit.version}，{held}）  支持度 {hit.score:.2f}\n{_indented(hit.quote)}"


def _citation(citation: Citation, quoted: bool) -> str:
    held = standing(citation.status, citation.effective_from, citation.effective_confirmed, None)
    place = f"{citation.instrument} {citation.article}{citation.paragraph or ''}"
    return f"[{citation.n}] {place}（{citation.version}，{held}）" + (
        f"\n{_indented(citation.quote)}" if quoted else ""
    )


def _instrument(listed: InstrumentSummary) -> str:
    number = f"（{listed.number}）" if listed.number else ""
    versions = "、".join(f"{v.version} {STATUS_WORDS[v.status]}" for v in listed.versions)
    held = "" if listed.text_held else "  未收入正文"
    return f"{listed.instrument}{number}  {listed.kind}  {versions}{held}"


def _links(links: tuple[Link, ...]) -> str:
    named = "、".join(f"{link.instrument}{link.article or ''}" for link in links[:SHOWN_LINKS])
    return named + (f" 等 {len(links)} 处" if len(links) > SHOWN_LINKS else "")


def _told(notices: Iterable[Notice]) -> list[str]:
    return [f"提示：{notice.text}" for notice in notices]


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
