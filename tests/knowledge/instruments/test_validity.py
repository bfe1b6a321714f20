"""Which version holds on a day, from what texts and register say."""

from datetime import date

import pytest

from knowledge.catalogue import Catalogue
from knowledge.corpus.national_laws import read_national_laws
from knowledge.ingest import Ingest
from knowledge.truth.store import TruthStore


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    truth = TruthStore(tmp_path_factory.mktemp("truth") / "truth.sqlite")
    with truth.writing():
        ingest = Ingest(truth)
        for document in read_national_laws():
            ingest.add(document)
        ingest.finish()
    yield Catalogue.read(truth, generation=1)
    truth.close()


def status(catalogue, name, day):
    version = catalogue.instruments[name].version_on(date.fromisoformat(day))
    return version.status_on(date.fromisoformat(day))


@pytest.mark.parametrize(
    "law",
    [
        "环境保护法",
        "环境影响评价法",
        "海洋环境保护法",
        "大气污染防治法",
        "水污染防治法",
        "土壤污染防治法",
        "固体废物污染环境防治法",
        "噪声污染防治法",
        "放射性污染防治法",
        "清洁生产促进法",
    ],
)
def test_the_code_ends_ten_laws_on_the_day_it_enters(catalogue, law):
    assert status(catalogue, law, "2026-08-14") == "in_force"
    assert status(catalogue, law, "2026-08-15") == "repealed"
    assert catalogue.instruments[law].versions[-1].repealed_by == "生态环境法典"


def test_the_code_itself_enters_that_day(catalogue):
    assert status(catalogue, "生态环境法典", "2026-08-14") == "not_yet_in_force"
    assert status(catalogue, "生态环境法典", "2026-08-15") == "in_force"


def test_a_law_of_next_year_is_not_yet_in_force(catalogue):
    assert status(catalogue, "耕地保护和质量提升法", "2026-12-31") == "not_yet_in_force"
    assert status(catalogue, "耕地保护和质量提升法", "2027-01-01") == "in_force"


def test_an_old_text_holds_until_the_new_one_enters(catalogue):
    versions = catalogue.instruments["农业法"].versions
    assert [v.status_on(date(2026, 12, 31)) for v in versions] == ["in_force", "not_yet_in_force"]
    assert [v.status_on(date(2027, 1, 1)) for v in versions] == ["superseded", "in_force"]


@pytest.mark.parametrize("law", ["乡镇企业法", "农村土地承包法"])
def test_a_repeal_without_a_dated_text_is_unknown(catalogue, law):
    assert status(catalogue, law, "2026-11-24") == "unknown"


def test_a_text_of_2019_does_not_hold_before_its_amendment_does(catalogue):
    (version,) = catalogue.instruments["土地管理法"].versions
    assert version.status_on(date(1999, 1, 1)) == "not_yet_in_force"
    assert version.status_on(date(2019, 8, 25)) == "not_yet_in_force"
    assert version.status_on(date(2019, 12, 31)) == "not_yet_in_force"
    assert version.status_on(date(2020, 1, 1)) == "in_force"


@pytest.mark.parametrize(
    ("law", "passed", "starts"),
    [
        ("村民委员会组织法", "2025-10-28", "2026-01-01"),
        ("网络安全法", "2025-10-28", "2026-01-01"),
        ("食品安全法", "2025-09-12", "2025-12-01"),
        ("环境保护税法", "2025-10-28", "2025-10-28"),
        ("刑法", "2020-12-26", "2021-03-01"),
    ],
)
def test_an_amended_text_starts_when_the_held_amendment_does(catalogue, law, passed, starts):
    version = catalogue.instruments[law].versions[-1]
    assert (version.version_date.isoformat(), version.effective_from.isoformat()) == (passed, starts)
    assert version.effective_confirmed


def test_a_clause_that_may_be_the_first_texts_dates_no_repeal(catalogue):
    (repeal,) = [r for r in catalogue.relations if r.target == "民事诉讼法（试行）"]
    assert (repeal.by, repeal.on) == ("民事诉讼法", None)


def test_a_registered_revision_that_is_not_held_holds_from_its_day(catalogue):
    assert status(catalogue, "自然保护区条例", "2026-03-14") == "in_force"
    assert catalogue.instruments["自然保护区条例"].version_on(date(2026, 3, 14)).version_date == date(2017, 10, 7)
    assert catalogue.instruments["自然保护区条例"].version_on(date(2026, 3, 15)).version_date == date(2026, 2, 3)


def test_few_laws_of_the_register_have_an_unconfirmed_first_day(catalogue):
    laws = [i for i in catalogue.instruments.values() if i.text_held and i.articles]
    open_ = [i.id for i in laws if not i.versions[-1].effective_confirmed]
    assert len(laws) > 100
    assert len(open_) <= 8, open_


def test_no_version_holds_before_its_own_date(catalogue):
    for instrument in catalogue.instruments.values():
        assert all(v.effective_from >= v.version_date for v in instrument.versions), instrument.id


def test_amending_decisions_name_what_they_amend(catalogue):
    amended = {r.target for r in catalogue.relations if r.kind == "amends"}
    assert {"刑法", "宪法", "村民委员会组织法"} <= amended
