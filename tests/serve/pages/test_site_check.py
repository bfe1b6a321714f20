"""A site attached in the workbench: verdict, map, files to take along, and a form for what is still to be told."""

import geopandas
import pytest
from county_of_zones import degrees, site_in

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    path = tmp_path_factory.mktemp("site") / "地块.geojson"
    geopandas.GeoDataFrame(geometry=[degrees(site_in("永农"))], crs=4490).to_file(path)
    return path


def check(page, address, site):
    page.goto(address)
    page.locator("input[type=file]").set_input_files(site)
    page.locator(".attached").wait_for()
    page.get_by_label("问题", exact=True).fill("这个地块能不能建厂房")
    page.keyboard.press("Enter")
    page.locator(".verdict").wait_for()


def test_an_attached_site_gets_a_verdict_a_map_and_a_form(page, address, site):
    check(page, address, site)
    assert page.locator(".verdict").inner_text() == "无法判定"
    page.wait_for_function("document.querySelector('.map img')?.naturalWidth > 200")
    assert page.locator(".facts .fact").count() >= 5
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_what_the_form_says_decides(page, address, site):
    check(page, address, site)
    asked = page.locator(".fact", has_text="是不是国家重点建设项目")
    asked.get_by_text("否", exact=True).click()
    page.get_by_role("button", name="重新判定").click()
    page.locator(".verdict.bad").wait_for()
    assert "没有适用的例外" in page.locator(".said").last.inner_text()


def test_the_report_can_be_taken_along(page, address, site):
    check(page, address, site)
    with page.expect_download() as download:
        page.get_by_text("Word 报告").click()
    assert download.value.path().stat().st_size > 20_000


def test_a_file_of_another_sort_is_refused_in_words(page, address, tmp_path):
    (tmp_path / "坏.geojson").write_text("{}")
    page.goto(address)
    page.locator("input[type=file]").set_input_files(tmp_path / "坏.geojson")
    page.locator(".attached").wait_for()
    page.keyboard.press("Enter")
    page.get_by_label("问题", exact=True).fill("审查")
    page.keyboard.press("Enter")
    page.locator(".refused").wait_for()
    assert "坏.geojson" in page.locator(".refused").inner_text()
