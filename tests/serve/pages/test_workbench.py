"""The workbench as a planner uses it, on a desk and on a phone, with nothing loaded from outside."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.long]


def ask(page, address, question):
    page.goto(address)
    page.get_by_label("问题", exact=True).fill(question)
    page.keyboard.press("Enter")
    page.locator(".said .muted", has_text="按 20").last.wait_for()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_a_question_is_answered_with_citations_that_open_at_the_quoted_words(page, address):
    ask(page, address, "土地管理法第四十四条第一款")
    page.locator(".said .cite").first.click()
    page.locator(".law").wait_for()
    assert "第四十四条" in page.locator(".q-drawer").inner_text()
    assert "引用本条的条文" in page.locator(".q-drawer").inner_text()
    assert page.locator(".law mark").inner_text().startswith("建设占用土地，涉及农用地转为建设用地的")
    assert "永久基本农田转为建设用地的，由国务院批准" in page.locator(".law").inner_text()
    assert fits(page)


def test_what_cannot_be_answered_says_why(page, address):
    ask(page, address, "今天股票会涨吗")
    assert "无法回答" in page.locator(".refused").inner_text()


def test_the_chosen_day_changes_the_answer(page, address):
    page.goto(address)
    page.get_by_label("按哪一天的法律").fill("2026-08-14")
    page.get_by_label("问题", exact=True).fill("环境影响评价法第一条")
    page.keyboard.press("Enter")
    page.locator(".said .muted", has_text="按 2026-08-14").wait_for()
    assert "现行有效" in page.locator(".said").inner_text()


def test_a_follow_up_keeps_to_the_matter(page, address):
    ask(page, address, "土地管理法第四十四条")
    page.get_by_label("问题", exact=True).fill("第二款呢？")
    page.keyboard.press("Enter")
    page.locator(".said").nth(1).locator(".muted", has_text="按 20").wait_for()
    assert "永久基本农田转为建设用地" in page.locator(".said").nth(1).inner_text()


def test_search_lists_provisions_and_opens_them(page, address):
    page.goto(f"{address}/search")
    page.get_by_label("检索内容").fill("临时用地期限")
    page.keyboard.press("Enter")
    page.locator(".said .cite").first.click()
    page.locator(".law").wait_for()
    assert fits(page)


def test_the_knowledge_page_counts_and_checks(page, address):
    page.goto(f"{address}/knowledge")
    page.get_by_text("核对各库是否一致").click()
    page.locator(".sound").wait_for()
    assert "26,196" in page.inner_text("body")


def test_a_hidden_instruction_in_a_question_is_shown_as_text(page, address):
    ask(page, address, "<img src=x onerror=alert(1)> 征收土地要公告吗")
    assert "<img src=x" in page.locator(".asked").inner_text()
    assert page.locator(".asked img").count() == 0
