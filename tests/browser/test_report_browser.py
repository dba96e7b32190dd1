"""The report in a real browser without a network: pictures, notes, console, accessibility, small screens, print."""

import json
import os
import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed (extra `browser`)")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
if not (CHROMIUM and DRIVER):
    pytest.skip("Chromium and its driver are not installed", allow_module_level=True)

EXAMPLES = Path(__file__).parents[2] / "examples"

RUN_AXE = """
const done = arguments[arguments.length - 1];
const known = new Set(axe.getRules().flatMap(rule => rule.tags));
const wanted = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'].filter(tag => known.has(tag));
axe.run(document, {runOnly: {type: 'tag', values: wanted}}).then(
  found => done(found.violations.map(v => v.id + ': ' + v.help + ': ' + v.nodes[0].html.slice(0, 160))),
  error => done(['axe-core failed: ' + error]));
"""


def _axe() -> Path:
    """axe-core: the file that POURPARLER_AXE names, node_modules, or a Python package that brings it."""
    named = os.environ.get("POURPARLER_AXE")
    places = [Path(named)] if named else []
    places.append(Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js")
    for package in ("axe_core_python", "axe_selenium_python"):
        found = find_spec(package)
        for folder in (found.submodule_search_locations or []) if found else []:
            places += [Path(folder) / "axe.min.js", Path(folder) / "node_modules" / "axe-core" / "axe.min.js"]
    for place in places:
        if place.is_file():
            return place
    pytest.skip("axe-core is not installed (extra `browser`, or POURPARLER_AXE names its file)")


@pytest.fixture(scope="module", params=["riviere", "otan-2025"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of an example in both languages."""
    from pourparler import check, read_brief
    from pourparler.uncertainty.run import Plan, run
    from pourparler.views.report import report

    folder = EXAMPLES / request.param
    if not (folder / "brief.yaml").exists():
        pytest.skip(f"the example {request.param} is not here")
    brief = read_brief(str(folder))
    found = run(brief, check(brief), Plan(draws=64))
    page = report(brief, (*found.results, *found.sweeps), findings=found.findings, skipped=found.skipped)
    target = tmp_path_factory.mktemp(request.param)
    for lang in ("en", "fr"):
        page.save(target / f"{lang}.html", lang)
    return {lang: target / f"{lang}.html" for lang in ("en", "fr")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium, headless, every name resolving to nowhere."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    # On a busy machine axe-core takes minutes for a long page; selenium itself gives up after two.
    driver.set_script_timeout(600)
    driver.command_executor.client_config.timeout = 600
    yield driver
    driver.quit()


def _resize(browser: Any, width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def _open(browser: Any, path: Path, width: int = 1280) -> None:
    _resize(browser, width)
    browser.get("about:blank")
    for kind in ("browser", "performance"):
        browser.get_log(kind)
    browser.get(path.as_uri())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_says_nothing_on_the_console_and_asks_the_network_for_nothing(
    browser: Any, pages: dict[str, Path], lang: str
) -> None:
    _open(browser, pages[lang])
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_figure_is_drawn(browser: Any, pages: dict[str, Path], lang: str) -> None:
    _open(browser, pages[lang])
    boxes = browser.execute_script(
        "return [...document.querySelectorAll('figure svg')].map(e => {const b = e.getBoundingClientRect();"
        " return [b.width, b.height, e.querySelectorAll('path, line, text').length]})"
    )
    assert len(boxes) >= 8
    assert all(width > 200 and height > 60 and marks > 5 for width, height, marks in boxes)
    assert len(boxes) == browser.execute_script("return document.querySelectorAll('figure').length")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_note_opens_over_the_text_and_leads_back(browser: Any, pages: dict[str, Path], lang: str) -> None:
    _open(browser, pages[lang])
    browser.execute_script("document.querySelector('#setting td a.ref').scrollIntoView({block: 'center'})")
    before = browser.execute_script("return window.scrollY")
    browser.execute_script("document.querySelector('#setting td a.ref').click()")
    box = browser.execute_script(
        "const n = document.querySelector('.note:target, .note:has(:target)');"
        " const b = n.getBoundingClientRect(); return [getComputedStyle(n).position, b.top, b.bottom, innerHeight]"
    )
    assert box[0] == "fixed"
    assert 0 <= box[1] < box[2] <= box[3] + 1
    assert browser.execute_script("return window.scrollY") == before
    browser.execute_script("document.querySelector('.note:has(:target) .close, .note:target .close').click()")
    assert browser.execute_script("return document.querySelector('.note:target, .note:has(:target)')") is None
    assert browser.execute_script("return window.scrollY") == before
    browser.execute_script("document.querySelector('#setting td a.ref').click()")
    browser.execute_script(
        "document.querySelector('.note:has(:target), .note:target').querySelectorAll('.back a')[1].click()"
    )
    assert browser.execute_script("return document.querySelector(':target').matches('a.ref')")


def test_a_note_shows_its_quote(browser: Any, pages: dict[str, Path]) -> None:
    _open(browser, pages["en"])
    assert browser.execute_script("return document.querySelectorAll('.note mark').length") > 3


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", [1280, 320])
def test_accessible(browser: Any, pages: dict[str, Path], lang: str, width: int) -> None:
    _open(browser, pages[lang], width)
    browser.execute_script(_axe().read_text("utf-8"))
    assert browser.execute_async_script(RUN_AXE) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_fits_a_small_screen(browser: Any, pages: dict[str, Path], lang: str) -> None:
    _open(browser, pages[lang], 320)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_table_is_cut_on_a_phone(browser: Any, pages: dict[str, Path], lang: str) -> None:
    _open(browser, pages[lang], 360)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    cut = browser.execute_script(
        "return [...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1)"
        ".map(s => s.getAttribute('aria-label') + ' ' + s.scrollWidth)"
    )
    assert cut == []
    head = browser.execute_script(
        "const cell = document.querySelector('.reflow td');"
        " return [getComputedStyle(cell).display, getComputedStyle(cell, '::before').content]"
    )
    assert head[0] == "grid"
    assert len(head[1]) > 3


def _printed(browser: Any, script: str) -> Any:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        return browser.execute_script(script)
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_prints_what_stands_nowhere_else(browser: Any, pages: dict[str, Path]) -> None:
    _open(browser, pages["en"])
    shown = "t => t.getBoundingClientRect().height > 20"
    tables = f"[...document.querySelectorAll('details table')].filter({shown}).length"
    printed = _printed(browser, f"return [{tables}, document.querySelectorAll('.issue').length]")
    assert printed[0] == printed[1] + 1  # the positions, and the forecasts with their ranges
    quotes = _printed(
        browser,
        f"const seen = [...document.querySelectorAll('.note .item')].filter({shown});"
        " const ids = list => new Set([...list].map(i => i.querySelector('.code').textContent));"
        " return [seen.length, ids(seen).size, ids(document.querySelectorAll('.note .item')).size]",
    )
    assert quotes[0] == quotes[1] == quotes[2]  # every quote once


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_first_page_is_one_page_and_all_are_few(browser: Any, pages: dict[str, Path], lang: str) -> None:
    _open(browser, pages[lang])
    # One page to read, a few per family of analyses, and the annex: what every number rests on.
    assert 8 <= _sheets(browser) <= 28
    browser.execute_script(
        "for (let e = document.querySelector('#first-page'); e !== document.body; e = e.parentElement)"
        " for (let after = e.nextElementSibling; after; after = after.nextElementSibling) after.style.display = 'none'"
    )
    assert _sheets(browser) == 1


def _sheets(browser: Any) -> int:
    """How many sheets the page takes in print."""
    data = b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    assert data.startswith(b"%PDF")
    # Chromium counts its pages in the root of the page tree.
    return max(int(n) for n in re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", data))


@pytest.fixture(scope="module")
def bargains(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of bargains unlike the examples: six parties; two parties and a frontier of many points."""
    from pourparler.brief.reading import brief_from_data
    from pourparler.cases import read_case
    from pourparler.uncertainty.run import Plan, run
    from pourparler.views.report import report

    issues = {f"q{q}": {"levels": [f"v{v}" for v in range(6)], "status_quo": "v0"} for q in range(12)}
    scores = {
        "a": {q: {"values": {f"v{v}": 7 * v + k for v in range(6)}} for k, q in enumerate(issues)},
        "b": {q: {"values": {f"v{v}": (5 - v) * (3 + k) for v in range(6)}} for k, q in enumerate(issues)},
    }
    long = brief_from_data(
        {"preferences": {"form": "points"}, "parties": {p: {"reserve": 0} for p in scores}, "issues": issues, "stances": scores}
    )  # fmt: skip
    target = tmp_path_factory.mktemp("bargains")
    for name, brief in (("harbour", read_case("harbour")), ("long", long)):
        found = run(brief, (), Plan(draws=8))
        page = report(brief, (*found.results, *found.sweeps), skipped=found.skipped)
        page.save(target / f"{name}.html", "fr")
    return {name: target / f"{name}.html" for name in ("harbour", "long")}


@pytest.mark.parametrize("name", ["harbour", "long"])
@pytest.mark.parametrize("width", [1280, 320])
def test_other_bargains_are_accessible_and_fit(
    browser: Any, bargains: dict[str, Path], name: str, width: int
) -> None:
    _open(browser, bargains[name], width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_script(_axe().read_text("utf-8"))
    assert browser.execute_async_script(RUN_AXE) == []


def test_every_deal_of_the_frontier_has_a_title_and_a_name(browser: Any, bargains: dict[str, Path]) -> None:
    _open(browser, bargains["long"])
    marks = browser.execute_script(
        "return [...document.querySelectorAll('.bargain svg [role=img]')].map(m => ["
        " m.querySelector('title').textContent, m.querySelector('title').id === m.getAttribute('aria-labelledby')])"
    )
    rows = browser.execute_script("return document.querySelectorAll('details[open] .tall tbody tr').length")
    assert len(marks) == rows - 1 >= 60  # no deal is a row and no mark
    assert all(named and text.startswith("Point ") for text, named in marks)


def test_the_table_of_deals_is_scrolled_by_the_keyboard(browser: Any, bargains: dict[str, Path]) -> None:
    _open(browser, bargains["long"])
    table = browser.find_element("css selector", "details[open] .tall")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].focus()", table)
    assert browser.switch_to.active_element == table
    table.send_keys("\ue010")  # End
    browser.execute_async_script("setTimeout(arguments[arguments.length - 1], 600)")
    assert browser.execute_script("return arguments[0].scrollTop", table) > 100
