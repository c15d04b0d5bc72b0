import json
import os
import shutil
from pathlib import Path

import sites
from test_gallery_command import refused, run

from render.gallery import site as site_module
from render.gallery.origin import command_of
from render.gallery.records import find
from render.store.files import temporary_beside


def left_out(*arguments):
    data = json.loads(run("--json", *arguments).stdout)
    return {Path(each["file"]).name: each["reason"] for each in data["left_out"]}


def change_record(path, **changes):
    record = json.loads(path.read_text())
    record |= changes
    path.write_text(json.dumps(record))


def test_an_empty_folder(out):
    Path("empty").mkdir()
    message = refused("--from", "empty")
    assert message == (
        "error: no finished render in empty "
        "(render something first: steepest render --all --out empty)\n"
    )
    assert not Path("site").exists()
    assert "there is no folder nowhere (steepest render --all --out nowhere" in refused(
        "--from", "nowhere"
    )
    assert "tiny.mp4 is not a folder" in refused("--from", "out/tiny.mp4")


def test_what_is_damaged_is_named_and_left_out(out):
    sites.altered(out, "tiny", "other", lesson="other")
    (out / "other.mp4").unlink()
    sites.altered(out, "tiny", "cut", lesson="cut")
    content = (out / "cut.mp4").read_bytes()
    (out / "cut.mp4").unlink()
    (out / "cut.mp4").write_bytes(content[:-9])
    (out / "alone.mp4").write_bytes(content)
    (out / "torn.mp4").write_bytes(content)
    (out / "torn.json").write_text((out / "tiny.json").read_text()[:500])
    sites.altered(out, "tiny", "strange")
    change_record(out / "strange.json", quality={"name": "tiny"})
    (out / "tiny.json").rename(out / "renamed.json")
    os.link(out / "tiny.mp4", out / "renamed.mp4")
    temporary_beside(out / "x", ".mp4").write_bytes(b"")
    gone = out / ".steepest-elsewhere-1-01234567.mp4"
    gone.write_bytes(b"")
    os.utime(gone, (0, 0))
    (out / "report.json").write_text('{"jobs": []}')
    (out / "notes.json").write_text("[1, 2]")
    (out / "board--storyboard.png").write_bytes(b"")
    again = "(render it again)"
    reasons = left_out()
    unfinished = {name: reasons.pop(name) for name in list(reasons) if name.startswith(".")}
    assert unfinished[gone.name] == f"it was never finished {again}"
    assert len(unfinished) == 2
    assert reasons == {
        "other.mp4": f"it is missing, though its record is there {again}",
        "cut.mp4": f"it is not as it was rendered {again}",
        "alone.mp4": "it has no record beside it (steepest render makes one)",
        "torn.mp4": f"its record torn.json is damaged, or not of a lesson {again}",
        "strange.json": f"the record is damaged {again}",
        "renamed.json": f"it was renamed; its record names other files {again}",
        "tiny.mp4": "it has no record beside it (steepest render makes one)",
    }
    result = run()
    assert result.exit_code == 0
    assert f"note: left out out/cut.mp4: it is not as it was rendered {again}\n" in result.stderr


def test_a_clip_is_left_out_as_what_it_is(out):
    (out / "tiny--section=one--clip-loop-5MB.gif").write_bytes(b"a clip")
    said = left_out()["tiny--section=one--clip-loop-5MB.gif"]
    assert said == "it is a clip (a gallery shows what steepest render and steepest lecture make)"


def test_nothing_but_damaged_ones(out):
    Path("bad").mkdir()
    Path("bad/a.mp4").write_bytes(b"no")
    message = refused("--from", "bad")
    assert "no finished render in bad (render something first" in message
    assert "left out a.mp4: it has no record beside it" in message


def test_a_poster_or_captions_that_were_changed_are_not_used(out):
    (out / "tiny.png").unlink()
    (out / "tiny.png").write_bytes(b"not the poster")
    (out / "tiny.vtt").unlink()
    assert run().exit_code == 0
    assert Path("site/media/tiny.mp4.poster.png").read_bytes().startswith(b"\x89PNG")
    assert not Path("site/media/tiny.png").exists()
    assert not Path("site/media/tiny.vtt").exists()
    assert "media/tiny.vtt" not in Path("site/index.html").read_text()


def test_a_title_is_needed(out):
    assert "--title must not be empty" in refused("--title", " ")


def test_a_record_cannot_lead_out_of_its_folder(out):
    Path("precious.txt").write_text("mine")
    record = json.loads((out / "tiny.json").read_text())
    facts = {"size": 4, "sha256": site_module.sha256(Path("precious.txt"))}
    record["files"]["../precious.txt"] = facts
    (out / "tiny.json").write_text(json.dumps(record))
    assert run().exit_code == 0
    assert not list(Path("site").rglob("precious*"))
    assert not Path("precious.txt").samefile(out / "tiny.mp4")


def test_the_same_names_from_two_folders(out):
    other = Path("other")
    other.mkdir()
    for path in out.glob("tiny.*"):
        shutil.copy(path, other / path.name)
    content = (other / "tiny.mp4").read_bytes() + b"more"
    (other / "tiny.mp4").unlink()
    (other / "tiny.mp4").write_bytes(content)
    record = json.loads((other / "tiny.json").read_text())
    record["files"]["tiny.mp4"] = {
        "size": len(content),
        "sha256": site_module.sha256(other / "tiny.mp4"),
    }
    record["changed"] = ["beta"]
    record["parameters"]["beta"] = 0.5
    (other / "tiny.json").write_text(json.dumps(record))
    assert run("--from", "out", "--from", "other").exit_code == 0
    assert Path("site/media/tiny.mp4").read_bytes() == (out / "tiny.mp4").read_bytes()
    assert Path("site/media/tiny~2.mp4").read_bytes() == content
    assert Path("site/media/tiny~2.vtt").exists()


def test_the_same_folder_twice_is_shown_once(out):
    once = json.loads(run("--json").stdout)
    twice = json.loads(run("--json", "--from", "out", "--from", "./out").stdout)
    assert twice["entries"] == once["entries"]


def test_a_lecture_comes_first(out):
    sites.altered(out, "tiny", "course", lesson="course", title="All of it", kind="lecture")
    record = json.loads((out / "course.json").read_text())
    for name in ("parameters", "changed", "section", "quality", "voice", "renderer", "seed"):
        del record[name]
    (out / "course.json").write_text(json.dumps(record))
    data = json.loads(run("--json").stdout)
    assert data["entries"][0]["lesson"] == "course"
    assert data["entries"][0]["name"] == "The whole lecture"
    lecture = next(render for render in find([out])[0] if render.is_lecture)
    assert command_of(lecture) == "steepest lecture course.toml"


def test_a_default_is_what_it_would_be(out):
    # The learning rate would be 1.9 / condition_number, had it not been given.
    sites.altered(
        out,
        "tiny",
        "tiny--both",
        parameters={"condition_number": 5.0, "learning_rate": 0.01},
        changed=["condition_number", "learning_rate"],
    )
    run()
    page = Path("site/index.html").read_text()
    assert "<code>0.01</code> (default 0.38)" in page
    assert "<code>5</code> (default 25)" in page


def test_seeds_tell_entries_apart(out):
    sites.altered(out, "tiny", "tiny--seed=3", seed=3)
    data = json.loads(run("--json").stdout)
    assert "seed = 3" in [entry["name"] for entry in data["entries"]]
    render = next(each for each in find([out])[0] if each.record["seed"])
    assert "--seed 3" in command_of(render)


def test_a_record_of_an_earlier_version(out):
    record = json.loads((out / "tiny.json").read_text())
    for name in ("file", "renderer"):
        del record[name]
    (out / "tiny.json").write_text(json.dumps(record))
    assert json.loads(run("--json").stdout)["left_out"] == []


def test_options_are_explained(out):
    text = run("--help").stdout
    for option in ("--from", "-o, --out", "--title", "--json"):
        assert option in text
    assert "did you mean --from?" in refused("--form", "out")
