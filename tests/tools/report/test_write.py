"""Reports: what is said stands in the file, as words and never as markup."""

import io

import docx
import pypdfium2
import pytest
import shapely

from tools import ToolError
from tools.report import Figure, Heading, MapLayer, Paragraph, Report, Table, draw_map, write_document

SITE = shapely.box(115.001, 30.001, 115.003, 30.0025)
ZONE = shapely.Polygon([(114.999, 29.999), (115.002, 29.9995), (115.0023, 30.0014), (115.0008, 30.004)])
HOSTILE = '#import "x" <script> *粗* $x$ \\ \x00\x1b 《办法》'
SAID = '#import "x" <script> *粗* $x$ \\  《办法》'


def sample():
    png = draw_map(
        [MapLayer("管控区", ZONE), MapLayer("地块", SITE, "site"), MapLayer("重叠", ZONE & SITE, "overlap")], SITE
    )
    return Report(
        title="规划符合性审查报告",
        subtitle="示例县",
        verdict=("不符合", "bad"),
        facts=(("面积", "1.2346 公顷"),),
        blocks=(
            Heading("一、结论"),
            Paragraph(HOSTILE, "quiet"),
            Table("表1", ("检查", "面积"), (("永农", "12.00"), ("红线", "0.00")), (0.7, 0.3), frozenset({1})),
            Figure("图1", png),
        ),
        footer="规言",
    )


def words_of(path):
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return "".join(page.get_textpage().get_text_range() for page in pdf)
    made = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in made.paragraphs] + cells)


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", ["报告.pdf", "报告.docx"])
def test_every_word_stands_in_the_file_and_nothing_is_read_as_markup(tmp_path, name):
    write_document(sample(), tmp_path / name)
    words = squeezed(words_of(tmp_path / name))
    for said in ("规划符合性审查报告", "不符合", "1.2346公顷", "一、结论", SAID, "永农", "12.00", "图1"):
        assert squeezed(said) in words
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ToolError, match=r"\.docx 或 \.pdf"):
        write_document(sample(), tmp_path / "报告.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ToolError, match="没有这一层"):
        write_document(sample(), tmp_path / "没有这一层" / "报告.pdf")


def test_a_map_is_the_same_every_time_and_shows_a_site_of_a_few_metres():
    tiny = shapely.box(115.0, 30.0, 115.00002, 30.00002)
    one, other = (draw_map([MapLayer("地块", tiny, "site")], tiny) for _ in range(2))
    assert one == other
    assert one.startswith(b"\x89PNG")


def test_lines_and_points_are_drawn_beside_areas():
    road = shapely.LineString([(115.0, 30.0), (115.004, 30.003)])
    assert len(draw_map([MapLayer("公路", road, "line"), MapLayer("地块", SITE, "site")], SITE)) > 5000
