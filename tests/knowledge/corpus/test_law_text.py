"""Law texts in files: titles, dates, numbers; what cannot be read says why."""

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.corpus.law_text import read_folder, read_law_text
from knowledge.corpus.national_laws import read_national_laws
from knowledge.document import Document
from knowledge.errors import UnreadableDocument

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "laws"
with_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared law texts are not beside this checkout")

LAW = """# 某省试验条例

2020年5月1日某省人民代表大会常务委员会通过

## 第一章 总则

第一条 为了试验，制定本条例。

第二条 甲应当登记：

（一）姓名；

（二）住址。

第一条第二项规定的情形除外。

## 第二章 附则

**第三条**　本条例自2020年7月1日起施行。

附件一：表
甲 乙
"""


def read(tmp_path, text, name="某省试验条例.md", **options):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_law_text(path, **options)


def headed(history, last, name, tmp_path):
    return read(tmp_path, f"# 试验条例\n\n{history}\n\n第一条 甲。\n\n第二条 {last}\n", name)


def test_articles_headings_and_dates_are_read(tmp_path):
    document = read(tmp_path, LAW, region="330000")
    assert document.instrument.id == "某省试验条例#330000"
    assert document.version.version_date == date(2020, 5, 1)
    assert (document.version.effective_from, document.version.effective_confirmed) == (date(2020, 7, 1), True)
    assert [a.number for a in document.articles] == ["1", "2", "3", "附1"]
    assert document.articles[2].headings == ("第二章 附则",)
    assert document.instrument.kind == "地方性法规"


@pytest.mark.parametrize(
    ("history", "last", "name", "passed", "starts", "confirmed"),
    [
        # 题头
        ("2021年7月2日 国务院令第743号公布", "本条例自2021年9月1日起施行。", "a.md", "2021-07-02", "2021-09-01", True),
        ("1993年6月29日发布", "本条例自一九九三年十一月一日起施行。", "a.md", "1993-06-29", "1993-11-01", True),
        ("（2019年4月3日公布 自2019年5月15日起施行）", "附图另发。", "a.md", "2019-04-03", "2019-05-15", True),
        # 文件名
        ("2014年11月24日公布", "本条例自2015年3月1日起施行。", "a(2019-03-24).md", "2019-03-24", "2019-03-24", False),
        ("2017年9月1日通过", "本条例自2017年10月1日起施行。", "a(2017-10-01).md", "2017-09-01", "2017-10-01", True),
        # 自公布之日起施行
        ("2011年1月21日公布", "本条例自公布之日起施行。", "a(2011-01-21).md", "2011-01-21", "2011-01-21", True),
        (
            "1985年2月8日公布\n\n2011年1月8日《关于修改的决定》修正",
            "本条例自公布之日起施行。",
            "a.md",
            "2011-01-08",
            "2011-01-08",
            False,
        ),
        ("2020年5月1日某市人大常委会通过", "本条例自公布之日起施行。", "a.md", "2020-05-01", "2020-05-01", False),
    ],
)
def test_history_name_and_last_article_date_a_version(tmp_path, history, last, name, passed, starts, confirmed):
    version = headed(history, last, name, tmp_path).version
    assert (version.version_date.isoformat(), version.effective_from.isoformat()) == (passed, starts)
    assert version.effective_confirmed is confirmed


def test_another_laws_date_is_not_its_own(tmp_path):
    version = headed("2020年5月1日公布", "《旧条例》自2021年1月1日起施行的规定不变。", "a.md", tmp_path).version
    assert not version.effective_confirmed


def test_a_document_dates_itself_by_its_signature(tmp_path):
    text = "# 关于某事的通知\n\n一、要求\n照办。\n二、时间\n尽快。\n某部\n2019年5月28日"
    assert read(tmp_path, text, "通知.md").version.version_date == date(2019, 5, 28)


@pytest.mark.parametrize(
    ("history", "number", "issuer"),
    [
        ("2021年7月2日 中华人民共和国国务院令第743号公布", "国务院令第743号", "国务院"),
        ("2010年12月1日住房和城乡建设部令第7号发布", "住房和城乡建设部令第7号", "住房和城乡建设部"),
        ("> 文号：中发〔2019〕18号，2019年5月1日", "中发〔2019〕18号", None),
        ("> 自然资发〔2023〕234号，2023年11月22日。", "自然资发〔2023〕234号", None),
    ],
)
def test_the_order_that_published_it_is_read(tmp_path, history, number, issuer):
    instrument = headed(history, "乙。", "a.md", tmp_path).instrument
    assert (instrument.number, instrument.issuer) == (number, issuer)


def test_a_registered_document_is_known_however_its_title_is_punctuated(tmp_path):
    text = "# 自然资源部关于以多规合一为基础推进规划用地多审合一多证合一改革的通知\n\n2019年9月17日\n\n一、甲\n二、乙"
    instrument = read(tmp_path, text.replace("多审合一多证", "多审合一、多证"), "通知.md").instrument
    assert instrument.title.startswith("关于以“多规合一”为基础")
    assert instrument.kind == "规范性文件"


def test_a_text_with_fewer_articles_than_registered_is_noticed(tmp_path):
    body = "\n\n".join(f"第{n}条 内容。" for n in "一二三四五六七八九十")
    document = read(tmp_path, f"# 中华人民共和国长江保护法\n\n{body}", "长江保护法(2020-12-26).md")
    assert document.notices == ("正文止于第十条，共10条；登记的是96条，不完整",)


def test_a_text_that_stops_short_is_noticed(tmp_path):
    body = "\n\n".join(f"第{n}条 内容。" for n in "一二三四五六七八九十")
    document = read(tmp_path, f"# 甲办法\n\n{body}", "甲办法(2020-01-01).md")
    assert any("可能不完整" in notice for notice in document.notices)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_usual_encodings_are_read(tmp_path, encoding):
    assert read(tmp_path, LAW.encode(encoding)).articles[0].text == "为了试验，制定本条例。"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空文件"),
        (b"\x00\x01\x02" * 50, "不是文本文件"),
        ("# 甲法\n\n第一条 乙。\n第二条 丙。".encode(), "没有通过或发布日期"),
        (b"\xff\xfe\xff" * 9, "编码不是"),
        (b"import os\nprint(os.name)\n" * 9, "不是中文法律文本"),
        ("第一条".encode() * 3_000_000, "超过每个文件 20 MB 的上限"),
    ],
)
def test_what_is_no_law_is_refused_by_name(tmp_path, content, why):
    with pytest.raises(UnreadableDocument, match=rf"坏\.md：.*{why}"):
        read(tmp_path, content, "坏.md")


def test_nothing_in_a_folder_is_dropped_in_silence(tmp_path):
    deep = tmp_path / "省" / "市"
    deep.mkdir(parents=True)
    (deep / "好(2020-01-01).md").write_text(LAW, encoding="utf-8")
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    (tmp_path / "扫描.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "指向.md").symlink_to(deep / "好(2020-01-01).md")
    (tmp_path / "圈").symlink_to(tmp_path)
    outcomes = {path.name: outcome for path, outcome in read_folder(tmp_path)}
    assert isinstance(outcomes.pop("好(2020-01-01).md"), Document)
    assert {name: str(error).partition("：")[2][:6] for name, error in outcomes.items()} == {
        "空.txt": "空文件",
        "扫描.pdf": "还不能读 .",
        "指向.md": "是链接，不跟",
        "圈": "是链接，不跟",
    }


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UnreadableDocument, match="没有这个文件夹"):
        list(read_folder(tmp_path / "none"))


def test_an_unknown_kind_is_named(tmp_path):
    with pytest.raises(UnreadableDocument, match="没有“传言”这种文件"):
        read(tmp_path, LAW, kind="传言")


@with_shared
def test_the_207_core_texts_are_read_and_the_one_cut_short_is_noticed():
    documents = [document for _, document in read_folder(SHARED / "core") if isinstance(document, Document)]
    assert len(documents) == 207
    assert {d.instrument.id: d.notices for d in documents if d.notices} == {
        "长江保护法": ("正文止于第七十九条，共79条；登记的是96条，不完整",)
    }


@with_shared
@pytest.mark.parametrize("folder", ["core", "current_2026"])
def test_texts_agree_with_the_packaged_ones_article_by_article(folder):
    """Two independent collections of the same versions: numbers agree, save where one of them is known to fail."""
    packaged = {d.version.id: {a.number for a in d.articles} for d in read_national_laws()}
    differing = {}
    for _, document in read_folder(SHARED / folder):
        if isinstance(document, Document) and document.version.id in packaged:
            numbers = {a.number for a in document.articles if a.number != "0" and not a.number.startswith("附")}
            if numbers != packaged[document.version.id]:
                differing[document.instrument.id] = len(numbers ^ packaged[document.version.id])
    # Decisions are numbered 一、 in one collection and 条目一 in the other.
    known = {"core": {"长江保护法": 17}, "current_2026": {"生态环境法典": 2}}[folder]
    assert {id_: n for id_, n in differing.items() if "委员会关于" not in id_} == known


@with_shared
def test_every_line_of_the_core_texts_is_kept():
    lost = []
    for path, document in read_folder(SHARED / "core"):
        assert isinstance(document, Document)
        kept = bare("".join(part for a in document.articles for part in (a.label, a.text, *a.headings)))
        body = path.read_text(encoding="utf-8").partition("<!-- INFO END -->")[2]
        lost += [(path.name, line[:40]) for line in body.split("\n") if bare(line) not in kept]
    assert lost == []


def bare(text):
    return re.sub(r"[\s#*\u200b：:-]", "", text)
