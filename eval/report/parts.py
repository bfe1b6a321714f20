"""The parts of the page that need no script: heading, overview, the figures of each task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..runs.printed import figure_text, interval_text
from ..runs.summary import RunSummary, ScoreSummary, TaskSummary

_COLOURS = 5
METHOD = (
    "区间是 95% 置信区间。得分的标准误按文件聚类；全为 0、1 的得分用威尔逊区间，样本数按聚类后的有效数折算；"
    "其余图表数字用按文件的自助法。没有应答、读不出的一律算错。"
)


def heading(runs: Sequence[RunSummary]) -> Iterator[str]:
    yield "<h1>规言评测报告</h1>"
    yield '<div class="scroll"><table><thead><tr><th></th><th>评测</th><th>对象</th><th>模型</th><th>开始</th>'
    yield "<th>提交</th><th>机器</th><th>种子</th></tr></thead><tbody>"
    for place, summary in enumerate(runs):
        run, origin = summary.run, summary.run.provenance
        commit = (origin.commit or "无")[:10] + ("，有改动" if origin.changed else "")
        state = "" if summary.complete else "（没有评完）"
        cells = [run.name + state, run.target, run.identity.model or "无", f"{run.started:%Y-%m-%d %H:%M}", commit]
        cells += [f"{origin.cores} 核 {origin.machine}", str(run.seed)]
        yield f"<tr><td>{_dot(place)}</td>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table></div>"


def overview(runs: Sequence[RunSummary]) -> Iterator[str]:
    """Each task by the score it is known by, all runs in one row."""
    tasks = tasks_of(runs)
    yield '<section id="overview"><h2>总览</h2>'
    yield "<nav>" + "".join(f'<a href="#{escape(t.name)}">{escape(t.title)}</a>' for t in tasks.values()) + "</nav>"
    yield '<div class="plot">'
    for task in tasks.values():
        title = task.scores[0].title if task.scores else ""
        yield f'<div class="name">{escape(task.title)} <span class="soft">{escape(title)}</span></div>'
        found = [(place, own.scores[0]) for place, own in _own(runs, task.name) if own.scores]
        yield _track(found)
        yield f'<div class="num">{" ".join(f"{score.mean:.3f}" for _, score in found)}</div>'
    yield '<div class="axis"><span>0</span><span>0.5</span><span>1</span></div></div>'
    yield f'<p class="soft">{METHOD}</p></section>'


def task_section(name: str, runs: Sequence[RunSummary]) -> Iterator[str]:
    task = tasks_of(runs)[name]
    own = _own(runs, name)
    yield f'<section id="{escape(name)}"><h2>{escape(task.title)}</h2>'
    yield f'<p class="claim">{escape(task.claim)}（{escape(name)}，第 {task.version} 版）</p>'
    heads = "".join(f"<th class=num>{_dot(place)}{escape(runs[place].run.target)}</th>" for place, _ in own)
    yield f'<div class="scroll"><table><thead><tr><th></th>{heads}</tr></thead><tbody>'
    for title, cells in _rows([one for _, one in own]):
        yield f"<tr><td>{escape(title)}</td>{''.join(f'<td class=num>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table></div>"
    yield from _groups(own)
    yield "</section>"


def tasks_of(runs: Sequence[RunSummary]) -> dict[str, TaskSummary]:
    """By name, each as the first run that has it tells."""
    found: dict[str, TaskSummary] = {}
    for run in runs:
        for task in run.tasks:
            found.setdefault(task.name, task)
    return found


def _own(runs: Sequence[RunSummary], name: str) -> list[tuple[int, TaskSummary]]:
    return [(place, task) for place, run in enumerate(runs) for task in run.tasks if task.name == name]


def _rows(tasks: Sequence[TaskSummary]) -> Iterator[tuple[str, list[str]]]:
    yield "例数", [str(t.asked) if t.asked == t.cases else f"{t.asked}/{t.cases}" for t in tasks]
    yield "失败，读不出", [f"{t.failed}，{t.unparsed}" for t in tasks]
    shown = [{s.name: _score(s) for s in t.scores} | {f.name: figure_text(f) for f in t.figures} for t in tasks]
    titles = {s.name: s.title for t in tasks for s in t.scores} | {f.name: f.title for t in tasks for f in t.figures}
    for name, title in titles.items():
        yield title, [one.get(name, "—") for one in shown]
    yield "用时 p50", ["—" if t.milliseconds_p50 is None else f"{t.milliseconds_p50:.0f} 毫秒" for t in tasks]


def _groups(own: Sequence[tuple[int, TaskSummary]]) -> Iterator[str]:
    names = list(dict.fromkeys(group.group for _, task in own for group in task.groups))
    if len(names) < 2:
        return
    yield '<h3>分组</h3><div class="plot">'
    for name in names:
        groups = [(place, group) for place, task in own for group in task.groups if group.group == name]
        found = [(place, group.scores[0]) for place, group in groups if group.scores]
        yield f'<div class="name">{escape(name)} <span class="soft">{groups[0][1].n} 例</span></div>{_track(found)}'
        yield f'<div class="num">{" ".join(f"{score.mean:.3f}" for _, score in found)}</div>'
    yield '<div class="axis"><span>0</span><span>0.5</span><span>1</span></div></div>'
    for name in names:
        figures = [(place, group.figures) for place, task in own for group in task.groups if group.group == name]
        if any(listed for _, listed in figures) and not own[0][1].figures:
            told = "；".join(f"{f.title} {figure_text(f)}" for _, listed in figures for f in listed)
            yield f"<p>{escape(name)}：{escape(told)}</p>"


def _track(found: Sequence[tuple[int, ScoreSummary]]) -> str:
    spans = "".join(
        f'<i class="r{place % _COLOURS}" style="left:{100 * s.low:.2f}%;width:{100 * (s.high - s.low):.2f}%"></i>'
        for place, s in found
        if s.low is not None and s.high is not None
    )
    dots = "".join(f'<b class="r{place % _COLOURS}" style="left:{100 * s.mean:.2f}%"></b>' for place, s in found)
    return f'<div class="track">{spans}{dots}</div>'


def _score(score: ScoreSummary) -> str:
    return f"{score.mean:.3f}{interval_text(score.low, score.high)}"


def _dot(place: int) -> str:
    return f'<span class="legend"><b class="r{place % _COLOURS}"></b></span>'
