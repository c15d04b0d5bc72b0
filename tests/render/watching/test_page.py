"""The page in a browser: it plays, keeps its place when a new draft comes, and shows errors."""

import pytest
from programs import opened_page
from watched import LESSON, Watching, save, write_lesson


@pytest.fixture(scope="module")
def watching(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watching")
    write_lesson(folder)
    process = Watching(folder)
    process.folder = folder
    yield process
    process.end()


@pytest.fixture
def shown(browser, watching):
    save(watching.folder / "mine.py", LESSON)
    watching.state(lambda state: state["draft"] and not state["stage"] and not state["fault"])
    with opened_page(browser, offline=False, size=(900, 800)) as page:
        page.goto(watching.address)
        page.wait_for_function("video.readyState >= 2")
        yield page


def number(page):
    return page.evaluate("draft.number")


def time_of(page):
    return page.evaluate("video.currentTime")


def test_it_goes_on_at_the_same_place_of_a_new_draft(shown, watching):
    before = number(shown)
    start = shown.evaluate("draft.parts[1].start")
    shown.evaluate("video.currentTime = draft.parts[1].start + 0.5")
    longer = LESSON.replace("A circle.", "A circle, which is as round as it can be.")
    save(watching.folder / "mine.py", longer)
    shown.wait_for_function(f"draft.number > {before} && video.readyState >= 2 && !video.seeking")
    later = shown.evaluate("draft.parts[1].start")
    assert later > start + 1
    assert time_of(shown) == pytest.approx(later + 0.5, abs=0.1)
    assert shown.locator(".changed").all_inner_texts() == ["drawn again", ""]
    assert shown.locator("[aria-current=true] .name").inner_text() == "It has corners"
    assert shown.evaluate("video.paused")
    captions = "[...video.textTracks].map(track => [...track.cues ?? []].map(cue => cue.text))"
    shown.wait_for_function(f"{captions}.flat().join().includes('round')")
    assert shown.evaluate(f"{captions}.length") == 1


def test_an_error_is_shown_and_goes_away(shown, watching):
    save(watching.folder / "mine.py", LESSON.replace("FadeIn(square)", "FadeIn(sqare)"))
    alert = shown.get_by_role("alert")
    alert.wait_for()
    text = alert.inner_text()
    assert "NameError: name 'sqare' is not defined" in text
    assert "self.play(FadeIn(sqare), run_time=0.4)" in text
    assert shown.title().startswith("✗")
    save(watching.folder / "mine.py", LESSON)
    alert.wait_for(state="hidden")
    assert shown.title() == "Which shape is it?"


def test_it_can_be_used_with_keys(shown):
    second = shown.evaluate("draft.parts[1].start")
    shown.keyboard.press("ArrowDown")
    assert time_of(shown) == pytest.approx(second, abs=0.05)
    shown.keyboard.press("ArrowRight")
    assert time_of(shown) > second + 0.5
    shown.keyboard.press("ArrowUp")
    shown.keyboard.press("ArrowUp")
    assert time_of(shown) < second
    shown.keyboard.press("Space")
    shown.wait_for_function(f"!video.paused && video.currentTime > {second / 2}")
    shown.keyboard.press("Space")
    assert shown.evaluate("video.paused")
    shown.get_by_role("button", name="It has corners").focus()
    shown.keyboard.press("Enter")
    shown.wait_for_function(f"!video.paused && video.currentTime > {second}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_light_or_dark(browser, watching, scheme):
    with opened_page(browser, offline=False, color_scheme=scheme) as page:
        page.goto(watching.address)
        page.wait_for_function("video.readyState >= 2")
        color = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert color == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 20, 25)"}[scheme]
