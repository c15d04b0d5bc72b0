import pytest
import sites
from programs import opened_page
from sites import moved

from render.gallery.gallery import build


def screen(page, number=0):
    return page.locator(".screen").nth(number)


def state(page, script):
    return page.evaluate(f"() => {{ const v = document.querySelector('video'); return {script} }}")


def test_a_poster_plays_while_it_is_pointed_at(page):
    assert state(page, "v.paused && v.muted && !v.controls")
    screen(page).hover()
    moved(page, "video.preview")
    assert page.locator(".screen.playing").count() == 1
    page.mouse.move(0, 0)
    assert state(page, "v.paused")
    assert page.locator(".screen.playing").count() == 0


def test_a_poster_plays_while_it_has_the_focus(page):
    button = page.locator("button.open").first
    page.keyboard.press("Tab")  # from now on the keyboard counts
    button.focus()
    moved(page, "video.preview")
    page.keyboard.press("Escape")
    assert state(page, "v.paused")
    button.blur()
    button.focus()
    page.wait_for_function("() => !document.querySelector('video').paused")
    page.locator("button.open").nth(1).focus()
    assert state(page, "v.paused")


def test_a_poster_that_leaves_the_window_stops(page):
    page.set_viewport_size({"width": 1280, "height": 400})
    screen(page).hover()
    page.wait_for_function("() => !document.querySelector('video').paused")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function("() => document.querySelector('video').paused")


def test_nothing_moves_where_less_motion_is_asked_for(browser, site):
    with opened_page(browser, reduced_motion="reduce") as page:
        page.goto(site.as_uri())
        assert not page.locator("#previews").is_checked()
        screen(page).hover()
        page.wait_for_timeout(400)
        assert state(page, "v.paused && v.currentTime === 0")
        page.locator("button.open").first.click()
        page.wait_for_timeout(300)
        assert page.evaluate("document.querySelector('dialog[open] video').paused")
        page.keyboard.press("Escape")
        page.locator("#previews").check()  # asked for, after all
        screen(page, 1).hover()
        page.wait_for_function("() => !document.querySelectorAll('video.preview')[1].paused")


def test_previews_can_be_switched_off(page):
    page.locator("#previews").uncheck()
    screen(page).hover()
    page.wait_for_timeout(400)
    assert state(page, "v.paused")
    page.reload()
    assert not page.locator("#previews").is_checked()


def test_a_gif_moves_only_while_it_is_pointed_at(page):
    card = page.locator(".card:has(img[data-animated])")
    poster = card.locator("img")
    assert poster.get_attribute("src").endswith(".gif.poster.png")
    card.locator(".screen").hover()
    page.wait_for_function("image => image.src.endsWith('.gif')", arg=poster.element_handle())
    page.mouse.move(0, 0)
    assert poster.get_attribute("src").endswith(".gif.poster.png")
    card.locator("button.open").click()
    opened = page.locator("dialog[open]")
    assert opened.locator("img").get_attribute("src").endswith(".gif")
    assert opened.locator(".line button").count() == 0  # there is no going to a moment of it
    page.get_by_role("button", name="Stop", exact=True).click()
    assert opened.locator("img").get_attribute("src").endswith(".gif.poster.png")
    assert page.get_by_role("button", name="Play", exact=True).count() == 1


def test_an_entry_opens_and_plays_with_sound(page):
    page.locator("button.open").first.click()
    dialog = page.locator("dialog[open]")
    assert dialog.get_by_role("heading", level=2).inner_text() == "How small can a lesson be?"
    moved(page, "dialog[open] video")
    assert page.evaluate("!document.querySelector('dialog[open] video').muted")
    assert page.evaluate("document.querySelectorAll('.playing').length") == 0
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("[...document.querySelectorAll('dialog video')].every(v => v.paused)")
    assert page.evaluate("document.activeElement.dataset.open") == "tiny"


def test_its_address_opens_it_and_going_back_closes_it(page, site):
    page.locator("button.open").nth(1).click()
    assert "#" in page.url
    address = page.url
    page.go_back()
    page.wait_for_function("() => !document.querySelector('dialog[open]')")
    page.goto("about:blank")
    page.goto(address)
    assert page.locator("dialog[open] h2").count() == 1
    page.get_by_role("button", name="Close").click()
    page.wait_for_function("() => !document.querySelector('dialog[open]')")
    assert page.url == site.as_uri()


def test_captions_are_shown(page):
    page.locator("button.open").first.click()
    button = page.get_by_role("button", name="Captions")
    track = "document.querySelector('dialog[open] video').textTracks[0]"
    # The lesson has no sound: its words are to be read.
    assert button.get_attribute("aria-pressed") == "true"
    page.wait_for_function(f"() => {track}.activeCues.length > 0")
    assert page.evaluate(f"{track}.activeCues[0].text") == "One circle."
    assert page.evaluate(f"{track}.mode") == "showing"
    button.click()
    assert page.evaluate(f"{track}.mode") == "hidden"
    assert button.get_attribute("aria-pressed") == "false"


def test_chapters_and_lines_seek(page):
    seconds = "document.querySelector('dialog[open] video').currentTime"
    page.locator(".leading .chapters button").nth(1).click()
    start = float(page.locator("dialog[open] .chapters button").nth(1).get_attribute("data-seek"))
    assert start > 0.5
    page.wait_for_function(f"() => {seconds} >= {start}")
    now = page.locator("dialog[open] .chapters [aria-current]")
    assert now.inner_text().split("\n")[-1].strip().endswith("It moves")
    page.locator("dialog[open] .chapters button").first.click()
    page.wait_for_function(f"() => {seconds} < {start}")
    page.locator("dialog[open] .line button").last.click()
    page.wait_for_function(f"() => {seconds} >= {start}")
    assert page.locator("dialog[open] .line[aria-current] .said").inner_text() == "Number 25."


def test_colours_can_be_chosen(page):
    ground = "getComputedStyle(document.body).backgroundColor"
    page.get_by_role("radio", name="Light").check()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.get_by_role("radio", name="Dark").check()
    assert page.evaluate(ground) == "rgb(15, 20, 25)"
    page.reload()
    assert page.evaluate(ground) == "rgb(15, 20, 25)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(browser, site, scheme):
    with opened_page(browser, color_scheme=scheme) as page:
        page.goto(site.as_uri())
        wanted = {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 20, 25)"}[scheme]
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == wanted


def test_a_search_among_many(browser, out, tmp_path):
    sites.many(out, 60)
    site = build([out], tmp_path / "site", "Many").page
    with opened_page(browser) as page:
        page.goto(site.as_uri())
        shown = page.locator(".card:visible")
        assert shown.count() == 65
        page.fill("#search", "condition_number = 117")
        assert shown.count() == 1
        page.fill("#search", "beta=0.9  CONDITION_NUMBER=25")  # not changed, but so
        assert shown.count() == 4
        page.fill("#search", "condition_number =117")
        assert page.locator("#count").inner_text() == "1 of 65 shown"
        page.fill("#search", "circle")
        hit = page.locator(".hits button").last
        assert hit.inner_text().split() == ["0:00", "One", "circle."]
        hit.click()
        assert page.locator("dialog[open]").count() == 1
        page.keyboard.press("Escape")
        page.fill("#search", "nobody says this")
        assert shown.count() == 0
        assert page.locator(".nothing").is_visible()
        page.fill("#search", "")
        page.select_option("#filter-kind", "section")
        assert shown.count() == 2
        page.select_option("#filter-kind", "")
        page.select_option("#filter-parameter", "objective")
        assert shown.count() == 1
        assert page.locator("main section.lesson:visible").count() == 1


def test_it_works_from_a_server(browser, served):
    with opened_page(browser, offline=False) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{served}/index.html")
        page.locator("button.open").first.click()
        moved(page, "dialog[open] video")
        page.wait_for_function(
            "() => document.querySelector('dialog[open] video').textTracks[0].activeCues.length"
        )
        assert all(url.startswith((served, "data:")) for url in asked)
