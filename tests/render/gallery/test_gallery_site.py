import json
from pathlib import Path

import pytest
from commands import Commands
from disks import read_only, small_disk
from test_gallery_command import refused, run, tree

from render.gallery import site as site_module


@pytest.mark.parametrize("name", ["index.html", "media/tiny.mp4", "media"])
def test_what_is_in_the_way_is_not_touched(out, name):
    path = Path("site") / name
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    before = tree(Path("site"))
    assert "choose another" in refused()
    assert tree(Path("site")) == before


def test_other_files_of_the_folder_are_not_touched(out):
    Path("site/media").mkdir(parents=True)
    Path("site/media/film.mp4").write_text("mine")
    Path("site/CNAME").write_text("mine")
    assert run().exit_code == 0
    assert Path("site/media/film.mp4").read_text() == "mine"
    assert Path("site/CNAME").read_text() == "mine"


def test_a_list_that_leads_elsewhere_is_not_followed(out):
    run()
    Path("precious.txt").write_text("mine")
    path = Path("site/.steepest-gallery.json")
    data = json.loads(path.read_text())
    digest = site_module.sha256(Path("precious.txt"))
    for name in ("../precious.txt", "media/../../precious.txt", "media/..", str(Path.cwd())):
        data["files"][name] = {"sha256": digest}
    path.write_text(json.dumps(data))
    assert run().exit_code == 0
    assert Path("precious.txt").read_text() == "mine"
    path.write_text("{")
    assert "site/index.html is in the way" in refused()


def test_the_site_cannot_be_its_own_source(out):
    before = tree(out)
    assert "--from out is the site itself" in refused("-o", "out")
    assert "--from out is the site itself" in refused("-o", "site/../out")
    assert run("-o", "out/site").exit_code == 0
    assert "--from out/site/media is the site itself" in refused(
        "--from", "out/site/media", "-o", "out/site"
    )
    assert {name: tree(out)[name] for name in before} == before


def test_the_site_can_lie_around_its_source(out):
    assert run("-o", ".").exit_code == 0
    assert Path("index.html").exists()


def test_a_place_that_cannot_be_written(out):
    Path("file").write_text("mine")
    assert "file is not a folder (choose another with --out)" in refused("-o", "file/site")
    assert "file is not a folder (choose another with --out)" in refused("-o", "file")


def test_killed_between_two_files_it_goes_on(out, monkeypatch):
    place = site_module._place
    count = 0

    def dying(source, target):
        nonlocal count
        count += 1
        if count == 4:
            raise KeyboardInterrupt
        place(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(site_module, "_place", dying)
        assert run().exit_code == 130
    assert not Path("site/index.html").exists()
    assert not [path for path in Path("site").rglob(".steepest-*") if path.suffix != ".json"]
    for path in out.glob("tiny--condition_number*"):
        path.unlink()
    data = json.loads(run("--json").stdout)
    assert data["kept"]
    assert not list(Path("site").rglob("*condition_number*"))


def test_a_damaged_copy_is_made_again(out):
    run()
    path = Path("site/media/tiny.mp4")
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:50])
    assert json.loads(run("--json").stdout)["new"] == ["media/tiny.mp4"]
    assert path.read_bytes() == content


def test_what_was_changed_by_hand_is_not_removed(out):
    run()
    path = Path("site/media/tiny--section=move.mp4")
    path.unlink()
    path.write_text("mine")
    for each in out.glob("tiny--section=move*"):
        each.unlink()
    assert "media/tiny--section=move.mp4" not in json.loads(run("--json").stdout)["removed"]
    assert path.read_text() == "mine"


def test_a_full_disk(out, tmp_path, monkeypatch):
    commands = Commands(tmp_path)
    with small_disk(tmp_path / "small") as fill:
        process = commands("gallery", "-o", "small/site", **fill())
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 1
        assert errors.startswith("error: cannot write small/site/")
        assert errors.count("\n") == 1
        assert not (tmp_path / "small/site/index.html").exists()
    commands.end()


def test_a_read_only_disk(out, tmp_path):
    commands = Commands(tmp_path)
    (tmp_path / "fixed").mkdir()
    with read_only(tmp_path / "fixed") as options:
        process = commands("gallery", "-o", "fixed/site", **options)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 2
        assert errors.startswith("error: cannot write into fixed/site: ")
        assert errors.count("\n") == 1
    commands.end()
