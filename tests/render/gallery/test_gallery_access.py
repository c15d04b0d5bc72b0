from pathlib import Path

import pytest
import sites
from programs import opened_page

from render.gallery.gallery import build

AUDIT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")

TABBABLE = """() => {
  const root = document.querySelector("dialog[open]") ?? document;
  const focusable = "a[href], button, input, select, summary, [tabindex='0'], video[controls]";
  return [...root.querySelectorAll(focusable)]
    .filter((e) => e.checkVisibility() && (e.type !== "radio" || e.checked))
    .map((e) => window.spell(e));
}"""

SPELL = """() => {
  const names = new Map();
  window.spell = (e) => {
    if (!names.has(e)) names.set(e, `${names.size} ${e.tagName} ${e.className}`);
    return names.get(e);
  };
}"""

RING = """() => {
  const e = document.activeElement;
  const places = [e, e.closest(".screen"), e.nextElementSibling].filter(Boolean);
  return places.some((p) => {
    const style = getComputedStyle(p);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
}"""


@pytest.fixture
def site(out, tmp_path):
    sites.odd(out)
    sites.many(out, 3)
    return build([out], tmp_path / "site", "Lessons & more").page


def audited(page):
    result = page.evaluate(AUDIT)
    assert result["found"] == []
    assert result["measured"] > 10


def test_the_audit_finds_faults(browser, site):
    with opened_page(browser) as page:
        page.goto(site.as_uri())
        page.evaluate("document.querySelector('img').alt = ''")
        page.evaluate("document.querySelector('h1').style.color = '#999'")
        page.evaluate("document.querySelector('h2').outerHTML = '<h6>deep</h6>'")
        page.evaluate("document.querySelector('select').style.borderColor = '#ddd'")
        found = page.evaluate(AUDIT)["found"]
        for fault in ("no name: <img", "contrast 2", "level 6 after 1", "of the border 1", "label"):
            assert any(line.startswith(fault) or fault in line for line in found), found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_stumbles(browser, site, scheme):
    with opened_page(browser, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(site.as_uri())
        audited(page)
        page.fill("#search", "circle")
        audited(page)
        page.fill("#search", "")
        for number in (0, 1, 5, 7):  # whole, changed, a GIF, a still
            page.locator("button.open").nth(number).click()
            for summary in page.locator("dialog[open] summary").all():
                summary.click()
            audited(page)
            page.keyboard.press("Escape")


def test_there_are_landmarks(browser, site):
    with opened_page(browser) as page:
        page.goto(site.as_uri())
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.title() == "Lessons & more"
        for role in ("banner", "main", "contentinfo", "navigation", "search"):
            assert page.get_by_role(role).count() == 1
        assert page.get_by_role("heading", level=1).count() == 1
        page.locator("button.open").first.click()
        dialog = page.get_by_role("dialog")
        assert dialog.count() == 1
        assert page.get_by_role("dialog", name="How small can a lesson be?").count() == 1
        assert dialog.get_by_role("status").count() == 1


def walk(page, limit):
    """What Tab reaches, in turn, until it is back at the first; each shows its focus."""
    reached: list[str] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => document.activeElement === document.body"
            " ? null : window.spell(document.activeElement)"
        )
        if name is None or reached[-1:] == [name]:  # the controls within a video are one element
            continue
        if reached and name == reached[0]:
            break
        assert page.evaluate(RING), name
        reached.append(name)
    return reached


def test_the_keyboard_reaches_everything(browser, site):
    with opened_page(browser, reduced_motion="reduce") as page:
        page.goto(site.as_uri())
        page.evaluate(SPELL)
        wanted = page.evaluate(TABBABLE)
        assert walk(page, 200) == wanted
        assert "skip" in wanted[0]


def test_the_keyboard_does_everything(browser, site):
    with opened_page(browser, reduced_motion="reduce") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(site.as_uri())
        page.evaluate(SPELL)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # skips to the lessons
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "search"
        while "open" not in page.evaluate("document.activeElement.className"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator("dialog[open]").count() == 1
        wanted = page.evaluate(TABBABLE)
        start = page.evaluate("() => window.spell(document.activeElement)")
        reached = [name for name in walk(page, 200) if " DIALOG " not in name]  # it scrolls, too
        assert {*reached, start} == {*wanted}
        seconds = "document.querySelector('dialog[open] video').currentTime"
        page.locator("dialog[open] .chapters button").last.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(f"() => {seconds} > 0.5")
        page.locator("dialog[open] .captions").focus()
        page.keyboard.press("Space")
        assert page.locator("dialog[open] .captions").get_attribute("aria-pressed") == "false"
        page.locator("dialog[open] summary").focus()
        page.keyboard.press("Enter")
        assert page.locator("dialog[open] details[open]").count() == 1
        page.locator("dialog[open] .copy").last.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('dialog[open] .copy.done')")
        assert page.evaluate("navigator.clipboard.readText()").startswith("steepest render tiny")
        page.keyboard.press("Escape")
        page.wait_for_function(
            "() => location.hash === '#lessons' && document.activeElement.dataset.open === 'tiny'"
        )


@pytest.mark.parametrize("width", [320, 768, 3840])
def test_it_fits_every_width(browser, site, width):
    with opened_page(browser, size=(width, 700), reduced_motion="reduce") as page:
        page.goto(site.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for number in (0, 1, 5):
            page.locator("button.open").nth(number).click()
            dialog = page.locator("dialog[open]")
            assert dialog.evaluate("d => d.scrollWidth - d.clientWidth") <= 0
            box = dialog.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            page.keyboard.press("Escape")


def test_without_scripts_everything_is_there(browser, site):
    with opened_page(browser, java_script_enabled=False) as page:
        page.goto(site.as_uri())
        assert page.locator("dialog video").first.is_visible()
        assert not page.locator("button.open, button.copy").first.is_visible()
        heights = "d => d.getBoundingClientRect().bottom <= d.nextElementSibling.offsetTop"
        assert page.locator("dialog").first.evaluate(heights)
        assert page.locator(".settings").count() == 1
        assert not page.locator(".settings").is_visible()
        assert page.locator(".said").first.inner_text() == "One circle."
