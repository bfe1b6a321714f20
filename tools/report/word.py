"""A report as a Word file. Fonts are named as Chinese offices have them; Word falls back where one is missing."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .content import Figure, Heading, Paragraph, Report, Table, Tone, printable

_TEXT, _HEAD = "仿宋", "黑体"
_PAGE = 16.2
"""Width of the text, cm, on A4."""
_TONES: dict[Tone, RGBColor] = {
    "plain": RGBColor(0, 0, 0),
    "good": RGBColor(0x1B, 0x6E, 0x3C),
    "warning": RGBColor(0x8A, 0x5A, 0x00),
    "bad": RGBColor(0xA3, 0x22, 0x1C),
    "quiet": RGBColor(0x5A, 0x60, 0x68),
}


def word_of(report: Report) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    _say(document.add_paragraph(), report.title, _HEAD, 20, centred=True)
    _say(document.add_paragraph(), report.subtitle, _TEXT, 11, centred=True, tone="quiet")
    if report.verdict:
        words, tone = report.verdict
        line = document.add_paragraph()
        _say(line, "审查结论：", _TEXT, 14)
        _say(line, words, _HEAD, 16, tone=tone)
    if report.facts:
        _table(document, Table("", ("项目", "内容"), report.facts, (0.26, 0.74)))
    for block in report.blocks:
        _block(document, block)
    _say(section.footer.paragraphs[0], f"{report.footer}  第 ", _TEXT, 9, tone="quiet")
    _page_number(section.footer.paragraphs[0])
    _say(section.footer.paragraphs[0], " 页", _TEXT, 9, tone="quiet")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _block(document: Any, block: Heading | Paragraph | Table | Figure) -> None:
    if isinstance(block, Heading):
        heading = document.add_heading(level=block.level)
        heading.paragraph_format.keep_with_next = True
        _say(heading, block.text, _HEAD, 15 if block.level == 1 else 13)
    elif isinstance(block, Paragraph):
        _say(document.add_paragraph(), block.text, _TEXT, 12, tone=block.tone)
    elif isinstance(block, Figure):
        document.add_picture(io.BytesIO(block.png), width=Cm(_PAGE))
        _say(document.add_paragraph(), block.caption, _TEXT, 10.5, centred=True)
    else:
        _table(document, block)


def _table(document: Any, table: Table) -> None:
    if table.caption:
        caption = document.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        _say(caption, table.caption, _HEAD, 10.5)
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    _repeated_on_every_page(made.rows[0])
    for row in range(len(table.rows) + 1):
        cells = made.rows[0].cells if row == 0 else made.add_row().cells
        words = table.columns if row == 0 else table.rows[row - 1]
        total = sum(table.widths)
        for column, (cell, said) in enumerate(zip(cells, words, strict=True)):
            cell.width = Cm(_PAGE * table.widths[column] / total)
            paragraph = cell.paragraphs[0]
            _say(paragraph, said, _HEAD if row == 0 else _TEXT, 10)
            if row and column in table.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _say(paragraph: Any, words: str, font: str, size: float, *, centred: bool = False, tone: Tone = "plain") -> None:
    run = paragraph.add_run(printable(words))
    run.font.name = "Times New Roman"
    run.font.size = Pt(size)
    run.font.color.rgb = _TONES[tone]
    # Latin and Chinese characters of one run have fonts of their own in Word.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeated_on_every_page(row: Any) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


def _page_number(paragraph: Any) -> None:
    for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(9)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._element.append(part)
