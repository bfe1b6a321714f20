"""Held texts and the register, put together."""

from datetime import date

from knowledge.instruments.instrument import Instrument, Version
from knowledge.instruments.merge import merge_register
from knowledge.instruments.validity import derive_versions

OLD, NEW = date(2017, 10, 7), date(2026, 2, 3)


def version(day, starts=None, *, held, confirmed=True):
    return Version("甲条例", day, starts or day, effective_confirmed=confirmed, text_held=held)


def instrument(*versions, held, **facts):
    return Instrument("甲条例", "甲条例", "行政法规", versions=versions, text_held=held, **facts)


def merged(held, registered):
    (one,) = merge_register([held], [registered])
    return one


def test_a_newer_text_that_is_only_registered_ends_the_held_one():
    one = merged(
        instrument(version(OLD, held=True), held=True),
        instrument(version(NEW, date(2026, 3, 15), held=False), held=False, number="国务院令第830号"),
    )
    old, new = derive_versions(one.versions, [])
    assert one.number == "国务院令第830号"
    assert old.status_on(date(2026, 3, 14)) == "in_force"
    assert old.status_on(date(2026, 3, 15)) == "superseded"
    assert (new.text_held, new.status_on(date(2026, 3, 15))) == (False, "in_force")


def test_the_register_confirms_the_first_day_of_the_same_version():
    one = merged(
        instrument(version(NEW, held=True, confirmed=False), held=True),
        instrument(version(NEW, date(2026, 3, 15), held=False), held=False),
    )
    (only,) = one.versions
    assert (only.effective_from, only.effective_confirmed, only.text_held) == (date(2026, 3, 15), True, True)


def test_one_text_dated_by_passing_here_and_publication_there_is_one_version():
    one = merged(
        instrument(version(date(2026, 1, 28), date(2026, 3, 15), held=True), held=True),
        instrument(version(NEW, date(2026, 3, 15), held=False), held=False),
    )
    assert [v.version_date for v in one.versions] == [date(2026, 1, 28)]


def test_an_older_registered_version_adds_nothing():
    one = merged(instrument(version(NEW, held=True), held=True), instrument(version(OLD, held=False), held=False))
    assert [v.version_date for v in one.versions] == [NEW]


def test_what_is_only_registered_or_only_held_stays():
    held = Instrument("乙法", "乙法", "法律")
    ids = [i.id for i in merge_register([held], [instrument(held=False)])]
    assert ids == ["乙法", "甲条例"]
