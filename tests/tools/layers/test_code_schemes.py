"""Which classification codes follow, told by the codes themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from region import box, entry, frame, workspace, write

from tools.layers import Layer, open_workspace
from tools.layers.code_schemes import (
    MIXED,
    SURVEY,
    USE_2020,
    USE_2023,
    code_field,
    code_schemes,
    followed,
    name_field,
)

FIELDS = {SURVEY: "DLBM", USE_2023: "YDYHFLDM", USE_2020: "YDYHFLDM"}


def used(*codes: object, times: int = 100) -> dict[tuple[object, object], int]:
    return {(code, None): times for code in codes}


def test_the_tables_have_as_many_classes_as_were_published() -> None:
    lengths = {
        name: [sum(len(code) == length for code in scheme.codes) for length in (2, 4, 6)]
        for name, scheme in code_schemes().items()
    }
    assert lengths[USE_2023] == [24, 111, 40]
    assert lengths[USE_2020] == [24, 106, 39]
    assert lengths[SURVEY][0] == 13
    for scheme in code_schemes().values():
        assert scheme.source
        assert all(len(code) == 2 or code[:2] in scheme.codes or code[:2] in ("00",) for code in scheme.codes)


@pytest.mark.parametrize(
    ("codes", "field", "scheme"),
    [
        (["0101", "0601", "1006", "08H1"], "DLBM", SURVEY),
        (["0301K", "1104A", "0810A"], "DLBM", SURVEY),
        (["0101", "0602", "060201", "2301"], "YDYHFLDM", USE_2023),
        (["0101", "0604", "1313"], "YDYHFLDM", USE_2020),
        (["070102", "100102", "1208", "1402"], "DLBM", USE_2023),
        (["0101", "0102", "0103"], "DLBM", SURVEY),
        (["0101", "0102", "0103"], "YDYHFLDM", USE_2023),
        (["010100", "060201", "160000", "240000"], "YDYHFLDM", USE_2023),
        ([101, 103, 701], "DLBM", SURVEY),
    ],
)
def test_codes_tell_their_classification(codes: list[object], field: str, scheme: str) -> None:
    assert followed("图", field, used(*codes)).scheme == scheme


@given(st.data(), st.sampled_from([SURVEY, USE_2020, USE_2023]))
def test_codes_of_one_table_never_make_another_one_sure_of_itself(data: st.DataObject, name: str) -> None:
    """Whatever is drawn, in the classification found every code means what it means in the table drawn from."""
    scheme = code_schemes()[name]
    codes = data.draw(st.lists(st.sampled_from(sorted(scheme.codes)), min_size=1, max_size=30, unique=True))
    found = followed("图", FIELDS[name], {(code, scheme.codes[code]): 10 for code in codes}).scheme
    told = code_schemes()[str(found)].codes
    assert [told[code] for code in codes] == [scheme.codes[code] for code in codes]


def test_names_beside_the_codes_decide_between_editions() -> None:
    old = {("0602", "种植设施建设用地"): 5, ("0101", "水田"): 5}
    new = {("0602", "设施农用地"): 5, ("0101", "水田"): 5}
    assert followed("图", "YDYHFLDM", old).scheme == USE_2020
    assert followed("图", "YDYHFLDM", new).scheme == USE_2023
    assert "2020 年试行版" in followed("图", "YDYHFLDM", old).notices[0].text


def test_the_day_decides_between_editions_when_nothing_else_does() -> None:
    codes = used("0602", "0101")
    assert followed("图", "YDYHFLDM", codes, edition=date(2022, 1, 1)).scheme == USE_2020
    assert followed("图", "YDYHFLDM", codes, edition=date(2024, 1, 1)).scheme == USE_2023
    undecided = followed("图", "YDYHFLDM", codes)
    assert undecided.scheme is None
    assert "请在清单里写 code_scheme" in undecided.notices[0].text


def test_two_classifications_in_one_layer_are_mixed_and_told() -> None:
    found = followed("图", "DLBM", used("0810", "08H1", "1006") | used("060201", "1402", "2301", times=50))
    assert found.scheme == MIXED
    assert "混用了几套编码" in found.notices[0].text
    assert "060201（50 个）" in found.notices[0].text


def test_a_few_strays_are_slips_that_are_told() -> None:
    found = followed("图", "DLBM", used("0810", "08H1", "1006", times=1_000) | used("060201", times=2))
    assert found.scheme == SURVEY
    assert "060201（2 个）" in found.notices[0].text


def test_unknown_and_empty_codes_are_told() -> None:
    found = followed("图", "DLBM", used("0810", "08H1") | used("9999", "R2", times=3) | used("", None, times=4))
    assert found.scheme == SURVEY
    texts = [notice.text for notice in found.notices]
    assert any("8 个图斑的 DLBM 是空的" in text for text in texts)
    assert any("认不出的编码：9999（3 个）、R2（3 个）" in text for text in texts)


def test_codes_of_no_classification_are_of_none() -> None:
    assert followed("图", "DLBM", used("R2", "B1", "M1")).scheme is None
    assert followed("图", "DLBM", {}).scheme is None


def test_codes_stored_as_numbers_are_told() -> None:
    assert "存成了数字" in followed("图", "DLBM", used(101, 1006.0)).notices[0].text


def test_a_declared_classification_stands_and_its_contradiction_is_told() -> None:
    found = followed("图", "DLBM", used("060201", "1402"), declared=SURVEY)
    assert found.scheme == SURVEY
    assert "声明是三调，却有不属于它的编码：060201（100 个）" in found.notices[0].text
    assert followed("图", "DLBM", used("0101", "1006"), declared=SURVEY).notices == ()
    assert "编码体系“三凋”不认识" in followed("图", "DLBM", used("0101"), declared="三凋").notices[0].text


def test_the_field_of_codes_is_found_whatever_its_case() -> None:
    assert code_field(("BSM", "dlbm", "YDYHFLDM")) == "dlbm"
    assert name_field("dlbm", ("DLMC",)) == "DLMC"
    assert code_field(("BSM",)) is None


def layer_with(folder: Path, codes: list[str], *, field: str = "DLBM", **declared: str) -> Layer:
    plots = [box(x * 60, 0, 50) for x in range(len(codes))]
    write(workspace(folder, entry("现状", "DLTB", **declared)), "现状", frame(*plots, **{field: codes}))
    return open_workspace(folder).layer("现状")


def test_a_layer_says_the_classification_of_its_codes(tmp_path: Path) -> None:
    layer = layer_with(tmp_path, ["0601", "08H1", "1006"])
    assert layer.code_scheme == SURVEY
    assert layer.notices == ()


def test_a_layer_whose_codes_contradict_the_manifest_says_so(tmp_path: Path) -> None:
    layer = layer_with(tmp_path, ["060201", "1402"], code_scheme='"三调"')
    assert layer.code_scheme == SURVEY
    (notice,) = layer.notices
    assert notice.kind == "地类编码"
    assert "“现状”" in notice.text


def test_a_layer_without_codes_has_what_is_declared_or_none(tmp_path: Path) -> None:
    assert layer_with(tmp_path, ["x"], field="名称").code_scheme is None


def test_a_kind_that_no_check_knows_is_told_with_the_near_ones(tmp_path: Path) -> None:
    write(workspace(tmp_path, entry("红线", "STBHX")), "红线", frame(box(0, 0)))
    (notice,) = open_workspace(tmp_path).layer("红线").notices
    assert "种类 STBHX 不在图层目录里" in notice.text
    assert "STBHHX" in notice.text
