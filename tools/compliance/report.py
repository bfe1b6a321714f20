"""The review report (规划符合性审查报告) as a planner files it: conclusion, maps, figures, law, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from ..report import Figure, Heading, MapLayer, Paragraph, Report, Table, draw_map
from ..report.content import Block, Tone
from .results import BasisShown, CheckResult, Compliance
from .review import Review
from .surroundings import LAND, Surroundings, look_of
from .verdicts import WORST_FIRST, Verdict

TONES: dict[Verdict, Tone] = {
    "不符合": "bad", "无法判定": "warning", "有条件符合": "warning", "符合": "good", "不适用": "quiet",
}  # fmt: skip
_BASIS = {"matched": "已核对原文", "registered": "已登记，未收录原文", "unconfirmed": "未核实"}
_MOST_MAPS = 8
_MOST_FEATURES = 20
_EVERYWHERE = ("GHYDYH", "GHTJ", "GD", "NYDZY", "TDZS")
"""Checks over layers that cover everything: on a map they would hide the rest."""
_MU = 2000 / 3


def report_of(review: Review, *, made_by: str) -> Report:
    answer = review.compliance
    blocks: list[Block] = [Heading("一、审查结论"), *_summary(answer), *_maps(review)]
    blocks += [Heading("三、逐项审查"), *_checks(answer)]
    blocks += [Heading("四、需要补充的项目事实"), *_questions(answer)]
    blocks += [Heading("五、所用数据和规则"), *_data(review)]
    blocks += [Heading("六、说明"), *_notes(answer)]
    return Report(
        title="规划符合性审查报告",
        subtitle=f"{review.readings.workspace.name}　{answer.site}　{_day(answer)}",
        verdict=(answer.verdict, TONES[answer.verdict]),
        facts=tuple(_facts(review)),
        blocks=tuple(blocks),
        footer=f"{made_by}　结论由图形和规则算出，不由语言模型给出",
    )


def hectares(area_m2: float) -> str:
    return f"{area_m2:,.2f} 平方米（{area_m2 / 1e4:.4f} 公顷，{area_m2 / _MU:,.2f} 亩）"


def _facts(review: Review) -> Iterator[tuple[str, str]]:
    answer, facts = review.compliance, review.asked.facts
    yield "用地", answer.site
    yield "用地面积", f"{hectares(answer.area_m2)}，CGCS2000 椭球面积"
    yield "坐标系", answer.crs
    yield "审查日期", f"{_day(answer)}（按当日有效的法律和规则）"
    if facts.project_kind:
        yield "项目", facts.project_kind
    if facts.use:
        yield "项目用途", " ".join(part for part in (facts.use.code, facts.use.name, facts.use.scheme) if part)
    yield "行政区", f"{review.readings.workspace.name}（{answer.region}）"


def _summary(answer: Compliance) -> Iterator[Block]:
    for verdict in WORST_FIRST:
        names = [check.name for check in answer.checks if check.verdict == verdict]
        if names:
            yield Paragraph(f"{verdict} {len(names)} 项：{'、'.join(names)}。", TONES[verdict])
    rows = [(check.name, check.verdict, _concerned(check), check.reason) for check in _serious(answer)]
    if rows:
        columns = ("审查项", "结论", "涉及面积（平方米）", "理由")
        yield Table("表1　需要注意的审查项", columns, tuple(rows), (0.18, 0.12, 0.16, 0.54), frozenset({2}))
    if answer.features:
        parts = tuple((part.feature_id, part.verdict, f"{part.area_m2:,.2f}") for part in answer.features)
        yield Table("表2　各要素的结论", ("要素", "结论", "面积（平方米）"), parts, (0.4, 0.3, 0.3), frozenset({2}))


def _serious(answer: Compliance) -> list[CheckResult]:
    """Worst first."""
    found = [check for check in answer.checks if check.verdict not in ("符合", "不适用")]
    return sorted(found, key=lambda check: WORST_FIRST.index(check.verdict))


def _concerned(check: CheckResult) -> str:
    return f"{check.concerned_m2:,.2f}" if check.concerned_m2 is not None else "—"


def _maps(review: Review) -> Iterator[Block]:
    yield Heading("二、地图")
    site = review.site.whole.shape
    met = {check.key: check for check in _serious(review.compliance) if check.overlaps or check.concerned_m2}
    note = f"CGCS2000　{_day(review.compliance)}"
    around = Surroundings(review)
    yield Figure("图1　用地位置及周边管控", overview_map(review, around))
    checked = {one.standing.check.key: one for one in review.checked}
    for number, (key, check) in enumerate(list(met.items())[:_MOST_MAPS], start=2):
        concerned = checked[key].concerned(review.site.whole)
        zones = [] if checked[key].kind == LAND else _whole_features(review, [key])
        layers = [*around.land(), *zones, MapLayer("涉及部分", concerned, "overlap")]
        caption = f"图{number}　{check.name}：{check.verdict}，涉及 {_concerned(check)} 平方米"
        yield Figure(caption, draw_map([*layers, MapLayer("用地范围", site, "site")], site, note=note))


def overview_map(review: Review, around: Surroundings | None = None) -> bytes:
    """PNG of the site among the zones that matter to it."""
    met = [
        check.key
        for check in _serious(review.compliance)
        if (check.overlaps or check.concerned_m2) and check.key not in _EVERYWHERE
    ]
    zones = _whole_features(review, met[:5])
    zones.sort(key=lambda layer: -layer.geometry.envelope.area)  # the small ones on top
    site = review.site.whole.shape
    around = around or Surroundings(review)
    beside = [*around.land(), *around.zones((*_EVERYWHERE, *met[:5]))]
    layers = [*beside, *zones, MapLayer("用地范围", site, "site")]
    return draw_map(layers, site, note=f"CGCS2000　{_day(review.compliance)}", reach_m=around.reach_m)


def _whole_features(review: Review, keys: Sequence[str]) -> list[MapLayer]:
    """Of each check all features near the site, so that the map shows where the zone goes on."""
    layers = []
    for checked in review.checked:
        if checked.standing.check.key not in keys:
            continue
        reading = review.readings.of(checked.kind)
        shapes = [shape for sheet in reading.sheets for shape in sheet.features.geometry]
        if shapes:
            layers.append(MapLayer(checked.standing.check.name, _together(shapes), look_of(shapes)))
    return layers


def _together(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    return shapely.geometrycollections(list(shapes)) if len(shapes) > 1 else shapes[0]


def _checks(answer: Compliance) -> Iterator[Block]:
    for number, check in enumerate(_serious(answer), start=1):
        yield Heading(f"{number}. {check.name}：{check.verdict}", 2)
        yield Paragraph(check.reason, TONES[check.verdict])
        if check.overlaps:
            yield _overlaps(check)
        if check.exception:
            yield Paragraph(f"可适用的例外：{check.exception}。")
        if check.authority:
            yield Paragraph(f"批准机关：{check.authority}。")
        if check.conditions:
            yield Paragraph(f"符合的条件：{'；'.join(check.conditions)}。")
        for basis in check.basis:
            yield from _basis(basis)
        if check.notices:
            yield Paragraph("；".join(check.notices), "quiet")
    clean = [check for check in answer.checks if check.verdict == "符合"]
    if clean:
        rows = tuple((check.name, check.reason, _sources(check)) for check in clean)
        yield Heading("符合的审查项", 2)
        yield Table("", ("审查项", "理由", "依据"), rows, (0.22, 0.44, 0.34))
    absent = [check for check in answer.checks if check.verdict == "不适用"]
    if absent:
        yield Heading("不适用的审查项", 2)
        yield Table("", ("审查项", "理由"), tuple((check.name, check.reason) for check in absent), (0.3, 0.7))


def _overlaps(check: CheckResult) -> Table:
    rows = []
    for one in check.overlaps:
        told = list(zip(one.feature_ids, one.codes, one.areas_m2, strict=True))
        for feature, code, area in told[:_MOST_FEATURES]:
            share = area * one.share / one.area_m2 if one.area_m2 else 0.0
            rows.append((one.layer, str(one.edition or "—"), feature, code or "—", f"{area:,.2f}", f"{share:.2%}"))
        if len(told) > _MOST_FEATURES:
            rest = sum(area for _, _, area in told[_MOST_FEATURES:])
            rows.append((one.layer, "", f"另有 {len(told) - _MOST_FEATURES} 个要素", "", f"{rest:,.2f}", ""))
    columns = ("图层", "版本", "要素", "类别", "重叠（平方米）", "占用地")
    return Table("重叠明细", columns, tuple(rows), (0.2, 0.14, 0.26, 0.14, 0.15, 0.11), frozenset({4, 5}))


def _basis(basis: BasisShown) -> Iterator[Block]:
    title = f"《{basis.instrument}》{basis.article or ''}"
    version = f"，{basis.version} 版" if basis.version else ""
    yield Paragraph(f"依据：{title}{version}（{_BASIS[basis.status]}）", "quiet")
    if basis.text:
        yield Paragraph(f"“{basis.text.strip()}”", "plain")


def _sources(check: CheckResult) -> str:
    return "、".join(f"《{basis.instrument}》{basis.article or ''}" for basis in check.basis[:3])


def _questions(answer: Compliance) -> Iterator[Block]:
    if not answer.questions:
        yield Paragraph("没有。")
        return
    asked_for = {
        one.fact: [check.name for check in answer.checks if one.fact in check.missing_facts] for one in answer.questions
    }
    rows = tuple((one.text, "、".join(asked_for[one.fact]), one.fact) for one in answer.questions)
    yield Table("补充以下事实后可以重新判定", ("问题", "影响的审查项", "键"), rows, (0.45, 0.3, 0.25))


def _data(review: Review) -> Iterator[Block]:
    rows = []
    for reading in review.readings.read():
        for sheet in reading.sheets:
            layer = sheet.layer
            edition = str(layer.edition or "—")
            rows.append((layer.name, reading.kind, edition, layer.crs, layer.source or "—", layer.sha256[:12]))
        if reading.state != "held":
            rows.append(("—", reading.kind, "—", "—", reading.why, "—"))
    columns = ("图层", "种类", "版本", "坐标系", "来源", "校验和前12位")
    yield Table("图层", columns, tuple(rows), (0.2, 0.12, 0.14, 0.14, 0.24, 0.16))
    packs = tuple((name, version) for name, version in review.compliance.rule_packs.items())
    yield Table("规则", ("规则文件", "版本"), packs, (0.7, 0.3))


def _notes(answer: Compliance) -> Iterator[Block]:
    yield Paragraph(f"面积按 CGCS2000 椭球面计算；重叠不超过 {answer.tolerance_m2:g} 平方米的列出但不作为占用。")
    yield Paragraph("“无法判定”表示现有图层或项目事实不足以得出结论，不等于符合。")
    for notice in (*answer.notices, *answer.inferred):
        yield Paragraph(notice, "quiet")


def _day(answer: Compliance) -> str:
    return f"{answer.date.year}年{answer.date.month}月{answer.date.day}日"
