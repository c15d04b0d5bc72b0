import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from scenes.voice import VoiceError, cache

SOUND = bytes(range(256)) * 8
RECORD = {"rate": 22050, "words": [[0, 3], [3, 9]], "text": "κ is 25"}


@pytest.fixture
def entry() -> cache.Entry:
    return cache.write("ab" * 32, SOUND, RECORD)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def flip_a_number(path: Path) -> None:
    changed = path.read_bytes().replace(b"22050", b"22051")
    path.write_bytes(changed.replace(b'"size": 2048', b'"size": 2049'))


DAMAGES = [truncate, empty, remove, flip_a_bit, flip_a_number]


def test_what_was_written_is_read(entry: cache.Entry) -> None:
    found = cache.read("ab" * 32)
    assert found is not None
    assert found == entry
    assert found.audio.read_bytes() == SOUND
    assert found.record == RECORD


def test_an_unknown_key_is_not_there() -> None:
    assert cache.read("cd" * 32) is None


@pytest.mark.parametrize("damage", DAMAGES[:4])
def test_a_damaged_sound_is_noticed(entry: cache.Entry, damage: Callable[[Path], None]) -> None:
    damage(entry.audio)
    assert cache.read("ab" * 32) is None


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_is_noticed(entry: cache.Entry, damage: Callable[[Path], None]) -> None:
    damage(entry.audio.with_suffix(".json"))
    assert cache.read("ab" * 32) is None


@pytest.mark.parametrize("content", ["[]", "null", "{}", '{"record": 1, "sound": 2}', "\x00"])
def test_a_record_of_another_kind_is_noticed(entry: cache.Entry, content: str) -> None:
    entry.audio.with_suffix(".json").write_text(content)
    assert cache.read("ab" * 32) is None


@pytest.mark.parametrize("place", range(0, 2000, 97))
def test_any_flipped_bit_in_the_record_is_noticed_or_harmless(
    entry: cache.Entry, place: int
) -> None:
    path = entry.audio.with_suffix(".json")
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 4
    path.write_bytes(bytes(content))
    found = cache.read("ab" * 32)
    assert found is None or found.record == RECORD


def test_a_damaged_entry_can_be_written_again(entry: cache.Entry) -> None:
    empty(entry.audio)
    cache.write("ab" * 32, SOUND, RECORD)
    assert cache.read("ab" * 32) == entry


def test_only_the_two_files_are_left(entry: cache.Entry, cache_dir: Path) -> None:
    files = sorted(path.name for path in cache_dir.rglob("*") if path.is_file())
    assert files == [entry.audio.with_suffix(".json").name, entry.audio.name]


def test_a_folder_that_cannot_be_made_gives_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(file))
    with pytest.raises(VoiceError, match="STEEPEST_CACHE_DIR") as caught:
        cache.write("ab" * 32, SOUND, RECORD)
    assert "\n" not in str(caught.value)


def test_a_full_disk_gives_one_line_and_leaves_nothing(
    cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VoiceError, match="No space left"):
        cache.write("ab" * 32, SOUND, RECORD)
    assert not [path for path in cache_dir.rglob("*") if path.is_file()]


def test_being_interrupted_leaves_nothing(cache_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        cache.write("ab" * 32, SOUND, RECORD)
    assert not [path for path in cache_dir.rglob("*") if path.is_file()]


def test_a_file_that_cannot_be_replaced_is_fine_if_it_is_whole(
    entry: cache.Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    assert cache.write("ab" * 32, SOUND, RECORD) == entry


def test_a_cache_that_is_only_readable_is_still_read(entry: cache.Entry, cache_dir: Path) -> None:
    folders = [cache_dir, *(path for path in cache_dir.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert cache.read("ab" * 32) == entry
    finally:
        for folder in folders:
            folder.chmod(stat.S_IRWXU)


def test_times_that_were_written_are_read() -> None:
    assert cache.read_times("ab" * 32) is None
    cache.write_times("ab" * 32, RECORD)
    assert cache.read_times("ab" * 32) == RECORD
    assert cache.read("ab" * 32) is None


@pytest.mark.parametrize("damage", [truncate, empty, remove, flip_a_bit, flip_a_number])
def test_damaged_times_are_noticed(cache_dir: Path, damage: Callable[[Path], None]) -> None:
    cache.write_times("ab" * 32, RECORD)
    (path,) = (path for path in cache_dir.rglob("*") if path.is_file())
    damage(path)
    assert cache.read_times("ab" * 32) is None


def test_times_on_a_full_disk_give_one_line_and_leave_nothing(
    cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VoiceError, match="No space left"):
        cache.write_times("ab" * 32, RECORD)
    assert not [path for path in cache_dir.rglob("*") if path.is_file()]


def test_keys_tell_parts_apart() -> None:
    assert cache.entry_key("ab", "c") != cache.entry_key("a", "bc")
