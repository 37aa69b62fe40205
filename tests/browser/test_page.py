"""The HTML page in a real browser: works from a file, shows a chain on click, fits a phone, runs nothing from the article."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from allegedly.desk import Reader, render

CHROMIUM = shutil.which("chromium")
HOSTILE = (
    "Army says <script>document.title = 'taken'</script> two men died\n"
    "KIDAL, Mali — Two men were killed in Kidal on Monday, the army said. “We <img src=x onerror=alert(1)> regret it,” it added.\n"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page_file(reader: Reader, tmp_path: Path) -> Path:
    article = tmp_path / "hostile.txt"
    article.write_text(HOSTILE, encoding="utf-8")
    record = reader.read(article, published="2020-05-05", outlet="Example")
    path = tmp_path / "page.html"
    path.write_text(render([record], "html", colour=False, width=80), encoding="utf-8")
    return path


def test_click_on_a_claim_shows_its_chain(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_file.as_uri())
    assert page.title() != "taken"
    page.locator(".trigger", has_text="killed").first.click()
    shown = page.locator("ol.statements > li.on")
    assert shown.count() == 1
    assert shown.locator(".act").is_visible()
    assert "killed" in shown.inner_text()
    assert not errors
    page.close()


def test_fits_a_phone(browser: Browser, page_file: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_a_touch_on_a_phone_brings_the_statement_to_the_thumb(browser: Browser, page_file: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 740}, has_touch=True)
    page.goto(page_file.as_uri())
    before = page.evaluate("window.scrollY")
    page.locator(".trigger", has_text="killed").first.tap()
    box = page.locator("ol.statements > li.on").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 740
    assert page.evaluate("window.scrollY") == before
    page.keyboard.press("Escape")
    assert page.locator("ol.statements > li.on").count() == 0
    page.close()
