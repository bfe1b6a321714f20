"""Outlines in drawings: what is closed becomes a polygon, what may be lost is asked about."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from stored_layers import dxf, hatch, polyline

from tools.layers import LayerFault
from tools.layers.sources import Source, open_source

SQUARE = [(500_000.0, 3_000_000.0), (500_100.0, 3_000_000.0), (500_100.0, 3_000_100.0), (500_000.0, 3_000_100.0)]
BESIDE = [(x + 200, y) for x, y in SQUARE]
INSIDE = [(500_020.0, 3_000_020.0), (500_040.0, 3_000_020.0), (500_040.0, 3_000_040.0)]
TEXT = "  0\nTEXT\n  8\n{}\n 10\n500000\n 20\n3000000\n 40\n2\n  1\n东湖\n"
LINE = "  0\nLINE\n  8\n{}\n 10\n500000\n 20\n3000000\n 11\n500050\n 21\n3000050\n"


def insert(layer: str, block: str) -> str:
    return f"  0\nINSERT\n  8\n{layer}\n  2\n{block}\n 10\n500000\n 20\n3000000\n"


def block(name: str, *entities: str) -> str:
    return f"  0\nBLOCK\n  8\n0\n  2\n{name}\n 70\n0\n 10\n0\n 20\n0\n{''.join(entities)}  0\nENDBLK\n"


def drawn(folder: Path, text: str | bytes, table: str | None = None) -> Source:
    path = folder / "红线.dxf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("gbk"))
    return open_source(path, "红线", table)


def test_closed_lines_of_every_kind_become_polygons(tmp_path: Path) -> None:
    old = "".join(f"  0\nVERTEX\n  8\n红线\n 10\n{x + 400}\n 20\n{y}\n" for x, y in SQUARE)
    polyline_of_old = f"  0\nPOLYLINE\n  8\n红线\n 66\n1\n 70\n1\n{old}  0\nSEQEND\n  8\n红线\n"
    back = [(x + 600, y) for x, y in [*SQUARE, SQUARE[0]]]
    source = drawn(
        tmp_path, dxf(polyline("红线", SQUARE), polyline_of_old, polyline("红线", back, 0), hatch("红线", [BESIDE]))
    )
    assert source.read().geometry.area.tolist() == pytest.approx([10_000.0] * 4)


def test_a_circle_and_a_bulge_become_polygons_of_their_area(tmp_path: Path) -> None:
    circle = "  0\nCIRCLE\n  8\n红线\n 10\n500000\n 20\n3000000\n 40\n50\n"
    assert drawn(tmp_path, dxf(circle)).read().geometry.iloc[0].area == pytest.approx(np.pi * 50**2, rel=1e-5)


def test_a_hatch_keeps_its_hole_and_its_outline_is_not_counted_twice(tmp_path: Path) -> None:
    turned = [*INSIDE[1:], INSIDE[0]]
    source = drawn(tmp_path, dxf(hatch("红线", [SQUARE, INSIDE]), polyline("红线", SQUARE), polyline("红线", turned)))
    (shape,) = source.read().geometry
    assert shape.area == pytest.approx(10_000 - 200)
    assert "2 个重复的轮廓只算一次" in source.header().notices[0].text


def test_an_outline_drawn_twice_counts_once(tmp_path: Path) -> None:
    source = drawn(tmp_path, dxf(polyline("红线", SQUARE), polyline("红线", SQUARE[::-1])))
    assert len(source.read()) == 1
    assert "1 个重复的轮廓只算一次" in source.header().notices[0].text


def test_an_outline_inside_another_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match="1 个闭合线套在别的闭合线里面"):
        drawn(tmp_path, dxf(polyline("红线", SQUARE), polyline("红线", INSIDE))).read()


def test_several_cad_layers_and_none_named_are_asked_back(tmp_path: Path) -> None:
    text = dxf(polyline("红线", SQUARE), polyline("建筑", BESIDE), TEXT.format("注记"))
    with pytest.raises(LayerFault, match=r"有 2 个图层：红线、建筑；请指明"):
        drawn(tmp_path, text).header()
    assert drawn(tmp_path, text, "建筑").read().geometry.iloc[0].bounds[0] == 500_200
    with pytest.raises(LayerFault, match="没有“注记”"):
        drawn(tmp_path, text, "注记").header()


def test_an_open_line_among_the_outlines_is_refused_with_its_gap(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match=r"1 条线没有围成面（首尾最远相距 100\.000）"):
        drawn(tmp_path, dxf(polyline("红线", SQUARE), polyline("红线", BESIDE, 0))).read()
    with pytest.raises(LayerFault, match="没有围成面"):
        drawn(tmp_path, dxf(polyline("红线", SQUARE), LINE.format("红线"))).read()


def test_a_gap_of_less_than_a_millimetre_is_closed(tmp_path: Path) -> None:
    almost = [*SQUARE, (SQUARE[0][0] + 0.0004, SQUARE[0][1])]
    assert drawn(tmp_path, dxf(polyline("红线", almost, 0))).read().geometry.iloc[0].is_valid


def test_a_drawing_without_outlines_is_refused_with_the_way_out(tmp_path: Path) -> None:
    for text in (dxf(), dxf(LINE.format("红线")), dxf(TEXT.format("红线"))):
        with pytest.raises(LayerFault, match=r"没有闭合的多段线或填充.*闭合") as fault:
            drawn(tmp_path, text).header()
        assert "红线.dxf" in str(fault.value)


def test_annotations_are_left_out_and_told(tmp_path: Path) -> None:
    source = drawn(tmp_path, dxf(polyline("红线", SQUARE), TEXT.format("红线"), TEXT.format("别处")))
    assert len(source.read()) == 1
    assert "1 个注记或点没有采用" in source.header().notices[0].text


def test_a_block_that_may_hold_an_outline_is_refused(tmp_path: Path) -> None:
    blocks = block("里面", polyline("0", INSIDE)) + block("外面", insert("0", "里面")) + block("字", TEXT.format("0"))
    for named in ("里面", "外面"):
        with pytest.raises(LayerFault, match=r"1 个块，块里的线读不到.*炸开"):
            drawn(tmp_path, dxf(polyline("红线", SQUARE), insert("红线", named), blocks=blocks)).read()
    harmless = drawn(tmp_path, dxf(polyline("红线", SQUARE), insert("红线", "字"), blocks=blocks))
    assert len(harmless.read()) == 1
    elsewhere = drawn(tmp_path, dxf(polyline("红线", SQUARE), insert("图框", "外面"), blocks=blocks))
    assert "其他 CAD 图层的 1 种块没有展开" in elsewhere.header().notices[0].text


def test_blocks_within_blocks_are_not_multiplied_out(tmp_path: Path) -> None:
    deep = [block("b0", polyline("0", INSIDE))]
    deep += [block(f"b{n}", *[insert("0", f"b{n - 1}")] * 10) for n in range(1, 30)]
    text = dxf(polyline("红线", SQUARE), insert("图框", "b29"), blocks="".join(deep))
    assert len(drawn(tmp_path, text).read()) == 1


@pytest.mark.parametrize(
    ("codepage", "version", "encoding"),
    [("ANSI_936", "AC1015", "gbk"), (None, "AC1015", "gbk"), ("ANSI_1252", "AC1015", "gbk"),
     ("ANSI_936", "AC1021", "utf-8"), ("ANSI_936", "AC1032", "utf-8"), (None, "AC1009", "utf-8")],
)  # fmt: skip
def test_names_of_cad_layers_are_read_in_the_encoding_they_are_in(
    tmp_path: Path, codepage: str | None, version: str, encoding: str
) -> None:
    text = dxf(polyline("用地红线", SQUARE), codepage=codepage, version=version)
    assert drawn(tmp_path, text.encode(encoding)).header().table == "用地红线"


def test_a_drawing_without_header_is_read(tmp_path: Path) -> None:
    text = dxf(polyline("用地红线", SQUARE))
    bare = text[text.index("  0\nSECTION\n  2\nENTITIES") :]
    assert drawn(tmp_path, bare).header().table == "用地红线"


def test_a_drawing_cut_short_is_refused(tmp_path: Path) -> None:
    text = dxf(polyline("红线", SQUARE), polyline("红线", BESIDE))
    with pytest.raises(LayerFault, match="没有 EOF 结尾"):
        drawn(tmp_path, text[: text.index("  0\nENDSEC\n  0\nEOF")]).read()


def test_a_binary_drawing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match="读不出来"):
        drawn(tmp_path, b"AutoCAD Binary DXF\r\n\x1a\x00" + b"\0" * 100).read()
