import importlib.util
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import sites
from programs import opened_page
from sites import moved

EXPECTED = {
    "HTML": '<video controls width="160" height="90"\n  poster="media/tiny.png">\n'
    '  <source src="media/tiny.mp4" type="video/mp4">\n'
    '  <track kind="captions" src="media/tiny.vtt" srclang="en" label="English" default>\n'
    "</video>",
    "Markdown": "[![How small can a lesson be?](media/tiny.png)](media/tiny.mp4)",
    "The command that made it": (
        "steepest render tiny --quality tiny --voice none --renderer raster\n"
        "steepest render tiny --quality tiny --voice none --format webm --renderer raster"
    ),
}


@pytest.mark.parametrize("old", [False, True], ids=["clipboard", "command"])
def test_copying(page, old):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("button.open").first.click()
    for title, text in EXPECTED.items():
        page.evaluate("navigator.clipboard.writeText('nothing')")
        if old:
            page.evaluate(
                "() => { const c = navigator.clipboard;"
                " c.writeText = () => Promise.reject(new Error('not allowed')) }"
            )
        page.get_by_role("button", name=f"Copy {title}").click()
        page.wait_for_function(
            "text => document.querySelector('dialog[open] [role=status]').textContent === text",
            arg=f"Copied: {title}",
        )
        assert page.evaluate("navigator.clipboard.readText()") == text
        if old:
            page.evaluate("() => { delete navigator.clipboard.writeText }")
            assert "Copy" in page.evaluate("document.activeElement.textContent")


def test_what_is_odd_is_shown_as_it_is_written(page):
    card = page.locator(".card", has_text="objective = ").last
    assert page.locator("main h2").all_inner_texts().count(sites.ODD_TITLE) == 1
    card.locator("button.open").click()
    dialog = page.locator("dialog[open]")
    assert dialog.locator("h2").inner_text() == sites.ODD_TITLE
    dialog.locator("summary").click()
    row = dialog.locator("tr.changed")
    assert row.locator("th").inner_text() == "objective"
    assert sites.ODD_OBJECTIVE in row.locator("td").first.inner_text()
    markdown = dialog.locator("code[id^=markdown]").inner_text()
    assert markdown.startswith(r"[![Is \<b>x \& y\</b> " + '"always"')
    reveal = dialog.locator("code[id^=reveal]").inner_text()
    assert "<h2>Is &lt;b&gt;x &amp; y&lt;/b&gt; \"always\" 'less'?</h2>" in reveal
    command = dialog.locator("code[id^=command]").inner_text()
    assert "--set 'objective=x**2 < 3 && y > '\"'\"'</script>'\"'\"''" in command


def test_links_to_files_work(page, site):
    links = page.evaluate("[...document.querySelectorAll('dialog a[download]')].map(a => a.href)")
    assert len(links) >= 15
    assert any("%3D" in link for link in links)  # names with = in them
    for link in links:
        assert Path(unquote(urlsplit(link).path)).is_file()


def test_links_to_paste_are_whole_where_the_page_is_online(browser, site):
    home = "https://lectures.example/course/"

    def answer(route):
        name = route.request.url.removeprefix(home).partition("#")[0] or "index.html"
        path = site.parent / name
        route.fulfill(path=path) if path.is_file() else route.fulfill(status=204)

    with opened_page(browser, offline=False) as page:
        page.route("**/*", answer)
        page.goto(home)
        page.locator("button.open").first.click()
        text = page.locator("dialog[open] code[id^=markdown]").inner_text()
        assert text.endswith(f"({home}media/tiny.png)]({home}media/tiny.mp4)")
        latex = page.locator("dialog[open] code[id^=latex]").inner_text()
        assert "https" not in latex


def pasted(browser, site, name):
    """The text that a button copies."""
    with opened_page(browser) as page:
        page.goto(site.as_uri())
        return page.evaluate(f"document.getElementById('{name}-tiny').textContent")


ICON = '<link rel="icon" href="data:,">'


def test_the_html_works_where_it_is_pasted(browser, site, served):
    text = pasted(browser, site, "html")
    (site.parent / "other.html").write_text(f"<!DOCTYPE html>{ICON}<p>A page.</p>{text}")
    with opened_page(browser, offline=False) as page:
        page.goto(f"{served}/other.html")
        page.locator("p").click()
        page.evaluate("document.querySelector('video').play()")
        moved(page, "video")
        page.wait_for_function("() => document.querySelector('video').textTracks[0].cues.length")
        cue = "document.querySelector('video').textTracks[0].cues[0].text"
        assert page.evaluate(cue) == "One circle."


def test_the_slide_works_where_it_is_pasted(browser, site, served):
    spec = importlib.util.find_spec("sphinx_revealjs")
    assert spec is not None
    reveal = Path(str(spec.origin)).parent / "_static" / "revealjs" / "dist"
    shutil.copytree(reveal, site.parent / "dist")
    (site.parent / "deck.html").write_text(
        f'<!DOCTYPE html>{ICON}<link rel="stylesheet" href="dist/reveal.css">'
        '<div class="reveal"><div class="slides"><section>First</section>'
        f"{pasted(browser, site, 'reveal')}</div></div>"
        '<script src="dist/reveal.js"></script><script>Reveal.initialize()</script>'
    )
    with opened_page(browser, offline=False) as page:
        page.goto(f"{served}/deck.html")
        page.wait_for_function("() => Reveal.isReady()")
        assert page.evaluate("document.querySelector('video').paused")
        page.keyboard.press("ArrowRight")
        moved(page, "video")
        assert page.locator("section.present h2").inner_text() == "How small can a lesson be?"
