import io
import time
import zipfile
from pathlib import Path

import av
import numpy as np
import programs
import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Emu

DRAWN = {"dark": (15, 20, 25), "light": (255, 255, 255)}
"""The background of each theme."""


@pytest.fixture
def deck(slides):
    """A deck of the small lesson, as python-pptx reads it."""
    done = slides("deck.pptx", "--author", "A. Lecturer")
    assert done.exit_code == 0, done.output
    return Presentation("deck.pptx")


def film_of(slide):
    (movie,) = (shape for shape in slide.shapes if shape.shape_type.name == "MEDIA")
    return movie


def test_every_section_is_a_slide_with_title_film_poster_and_words(deck):
    opening, *others = deck.slides
    assert opening.shapes.title.text == "How small can a lesson be?"
    assert opening.placeholders[1].text.startswith("It appears (0:0")
    assert [slide.shapes.title.text for slide in others] == ["It appears", "It moves"]
    words = [slide.notes_slide.notes_text_frame.text for slide in others]
    assert words[0].startswith("[0:00] One circle.")
    assert words[1].endswith("] Number 25.")
    for slide in others:
        movie = film_of(slide)
        assert movie.media_type.name == "MOVIE"
        assert "Film" in movie.element.nvPicPr.cNvPr.get("descr")
        assert slide.shapes.title.text in movie.element.nvPicPr.cNvPr.get("descr")
        with Image.open(io.BytesIO(movie.poster_frame.blob)) as poster:
            assert poster.size == (160, 90)


def test_the_film_is_the_clip_with_sound_and_of_the_right_kind(deck):
    for slide in list(deck.slides)[1:]:
        (link,) = film_of(slide).element.iter("{*}videoFile")
        part = slide.part.related_part(next(v for k, v in link.attrib.items() if "link" in k))
        assert part.content_type == "video/mp4"
        with av.open(io.BytesIO(part.blob)) as clip:
            assert {stream.codec_context.name for stream in clip.streams.video} == {"h264"}
            assert {stream.codec_context.name for stream in clip.streams.audio} == {"aac"}
            loudest = max(np.abs(f.to_ndarray()).max() for f in clip.decode(audio=0))
        assert loudest > 0.05  # somebody speaks


def test_a_click_plays_the_film_and_the_next_goes_on(deck):
    for slide in list(deck.slides)[1:]:
        movie = film_of(slide)
        (timing,) = slide.element.findall("{*}timing")
        numbers = [int(node.get("id")) for node in timing.iter("{*}cTn")]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert {t.get("spid") for t in timing.iter("{*}spTgt")} == {str(movie.shape_id)}
        (main,) = (n for n in timing.iter("{*}cTn") if n.get("nodeType") == "mainSeq")
        (click,) = (n for n in main.iter("{*}cTn") if n.get("nodeType") == "clickEffect")
        (command,) = click.iter("{*}cmd")
        assert (click.get("presetClass"), command.get("cmd")) == ("mediacall", "playFrom(0.0)")
        (play,) = command.iter("{*}cTn")
        assert 500 < int(play.get("dur")) < 5000  # milliseconds
        (video,) = timing.iter("{*}video")
        assert not {"fullScrn", "repeatCount"} & {k for n in video.iter() for k in n.attrib}


def test_captions_are_in_the_file(deck):
    for slide in list(deck.slides)[1:]:
        (track,) = film_of(slide).element.iter("{*}track")
        assert track.get("lang") == "en-GB"
        identity = next(value for name, value in track.attrib.items() if name.endswith("embed"))
        part = slide.part.related_part(identity)
        assert part.content_type == "text/vtt"
        assert part.blob.startswith(b"WEBVTT")
        assert b"circle" in part.blob or b"Number" in part.blob


def test_the_look_and_what_the_file_says_of_itself(deck):
    assert (deck.slide_width, deck.slide_height) == (Emu(12_192_000), Emu(6_858_000))
    about = deck.core_properties
    assert (about.title, about.author) == ("How small can a lesson be?", "A. Lecturer")
    assert about.language == "en-GB"
    assert about.comments.startswith("steepest ")
    with zipfile.ZipFile("deck.pptx") as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
        everything = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".xml"))
    assert 'typeface="Arial"' in theme
    assert "0F1419" in theme
    assert b"Calibri" not in theme.encode()
    assert b"Steve Canny" not in everything


@pytest.mark.parametrize("suffix", ["pptx", "html", "zip"])
def test_the_same_deck_is_the_same_file(slides, monkeypatch, suffix):
    assert slides(f"one.{suffix}").exit_code == 0
    monkeypatch.setattr("time.localtime", lambda seconds=None: time.gmtime(2_000_000_000))
    assert slides(f"two.{suffix}").exit_code == 0
    assert Path(f"one.{suffix}").read_bytes() == Path(f"two.{suffix}").read_bytes()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_libreoffice_shows_title_and_posters(slides, tmp_path, theme):
    sections = ("--sections", "move") if theme == "light" else ()
    assert slides("deck.pptx", "--theme", theme, *sections).exit_code == 0
    pages = programs.pictures_of(programs.converted(Path("deck.pptx"), tmp_path, "pdf"), tmp_path)
    assert len(pages) == (2 if sections else 3)
    opening = np.asarray(pages[0]).astype(int)
    assert np.abs(opening[5, 5] - DRAWN[theme]).max() <= 2
    title = opening[100:200].reshape(-1, 3)
    assert np.abs(title - DRAWN[theme]).max() > 150  # there is something to read
    deck = Presentation("deck.pptx")
    for page, slide in zip(pages[1:], list(deck.slides)[1:], strict=True):
        with Image.open(io.BytesIO(film_of(slide).poster_frame.blob)) as poster:
            resized = poster.convert("RGB").resize(page.size, Image.Resampling.BILINEAR)
        shown = np.asarray(page)
        assert np.abs(shown.astype(int) - np.asarray(resized)).mean() < 3
        assert np.abs(shown.astype(int) - DRAWN[theme]).max() > 100


def test_libreoffice_plays_the_film_on_a_click(slides, tmp_path):
    assert slides("deck.pptx").exit_code == 0
    with zipfile.ZipFile(programs.converted(Path("deck.pptx"), tmp_path, "odp")) as archive:
        content = archive.read("content.xml").decode()
        films = [name for name in archive.namelist() if name.endswith(".mp4")]
    assert len(films) == 2
    assert content.count('anim:command="play"') == 2
    assert content.count('presentation:preset-class="media-call"') >= 2
    assert content.count('presentation:node-type="on-click"') >= 2
