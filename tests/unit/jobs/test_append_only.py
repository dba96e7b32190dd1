"""The append-only file: whole lines from many writers, recovery of what killed ones left, refusals in words."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pourparler.errors import UnreadableInput
from pourparler.jobs.append_only import Lines, appending, aside_of, read_lines, split

WRITER = """
import json, sys
from pathlib import Path
from pourparler.jobs.append_only import appending
name, count = sys.argv[2], int(sys.argv[3])
for i in range(count):
    with appending(Path(sys.argv[1])) as file:
        file.append([json.dumps({"writer": name, "i": i, "seen": len(file.lines)}).encode()])
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "a folder with spaces").mkdir()
    return tmp_path / "a folder with spaces" / "régistre.jsonl"


def append(path: Path, *lines: bytes) -> tuple[str, ...]:
    with appending(path) as file:
        file.append(lines)
        return tuple(map(str, file.told))


def test_lines_come_back_as_they_were_written(path: Path) -> None:
    append(path, b'{"a":1}', '{"é":2}'.encode())
    append(path, b'{"c":3}')
    assert read_lines(path) == Lines((b'{"a":1}', '{"é":2}'.encode(), b'{"c":3}'))
    assert path.read_bytes().endswith(b"\n")
    assert not aside_of(path).exists()


def test_a_writer_sees_what_stands_there(path: Path) -> None:
    append(path, b'{"a":1}')
    with appending(path) as file:
        assert file.lines == (b'{"a":1}',)
        file.append([b'{"b":2}', b'{"c":3}'])
        assert file.lines == (b'{"a":1}', b'{"b":2}', b'{"c":3}')


def test_a_line_feed_inside_a_line_is_refused(path: Path) -> None:
    with appending(path) as file, pytest.raises(ValueError, match="line feed"):
        file.append([b"{}\n{}"])
    assert path.read_bytes() == b""


@pytest.mark.parametrize("torn", [b'{"b":', b'{"b":2', b"\xff\xfe", b"\0\0\0", b"[1]", b" "])
def test_a_torn_last_line_is_kept_aside_and_told(path: Path, torn: bytes) -> None:
    path.write_bytes(b'{"a":1}\n' + torn)
    assert read_lines(path) == Lines((b'{"a":1}',), torn)  # reading recovers nothing
    told = append(path, b'{"c":3}')
    assert read_lines(path) == Lines((b'{"a":1}', b'{"c":3}'))
    assert aside_of(path).read_bytes() == torn + b"\n"
    assert "régistre.jsonl.torn" in told[0]
    assert str(len(torn)) in told[0]
    assert append(path, b'{"d":4}') == ()


def test_torn_lines_add_up_aside(path: Path) -> None:
    for torn in (b'{"a', b'{"b'):
        append(path, b"{}")
        with path.open("ab") as stream:
            stream.write(torn)
    append(path, b"{}")
    assert aside_of(path).read_bytes() == b'{"a\n{"b\n'


def test_a_whole_line_without_its_end_is_kept(path: Path) -> None:
    # An editor may drop the last line feed: what was reported must never be called torn.
    path.write_bytes(b'{"a":1}\n{"b":2}')
    told = append(path, b'{"c":3}')
    assert path.read_bytes() == b'{"a":1}\n{"b":2}\n{"c":3}\n'
    assert "it was whole" in told[0]
    assert not aside_of(path).exists()


def test_zeros_of_a_power_failure_are_set_aside(path: Path) -> None:
    path.write_bytes(b'{"a":1}\n{"b":\0\0\0\0}\n')
    append(path, b'{"c":3}')
    assert read_lines(path).whole == (b'{"a":1}', b'{"c":3}')
    assert aside_of(path).read_bytes() == b'{"b":\0\0\0\0}\n'


def test_a_broken_line_that_was_ended_stays_where_it_is(path: Path) -> None:
    # It may have been reported before somebody broke it: not ours to move.
    path.write_bytes(b'{"a":1}\n{"b":\n')
    assert append(path, b'{"c":3}') == ()
    assert read_lines(path).whole == (b'{"a":1}', b'{"b":', b'{"c":3}')


def test_a_very_long_line(path: Path) -> None:
    long = json.dumps({"text": "é" * 5_000_000}).encode()
    append(path, long)
    append(path, b"{}")
    assert read_lines(path).whole == (long, b"{}")


def test_writers_in_several_processes_lose_nothing(path: Path) -> None:
    count, writers = 25, 4
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), f"w{k}", str(count)])
        for k in range(writers)
    ]
    assert [process.wait(timeout=60) for process in running] == [0] * writers
    lines = [json.loads(line) for line in read_lines(path).whole]
    assert len(lines) == count * writers
    # Each saw all that were written before it, so none wrote over another.
    assert [line["seen"] for line in lines] == list(range(count * writers))
    for k in range(writers):
        assert [line["i"] for line in lines if line["writer"] == f"w{k}"] == list(range(count))


def test_threads_wait_for_each_other(path: Path) -> None:
    threads = [threading.Thread(target=append, args=(path, b"{}")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_lines(path).whole == (b"{}",) * 8


def test_waiting_ends_with_a_sentence_that_names_the_file(path: Path) -> None:
    with appending(path) as file:
        file.append([b"{}"])
        with (
            pytest.raises(UnreadableInput, match=r"régistre\.jsonl locked for 0\.05 seconds"),
            appending(path, wait=0.05),
        ):
            pytest.fail("two writers at once")
        with pytest.raises(UnreadableInput, match="locked"):
            read_lines(path, wait=0.0)
    assert read_lines(path, wait=0.0).whole == (b"{}",)


def test_readers_do_not_keep_readers_out(path: Path) -> None:
    from pourparler.jobs.locks import locked

    append(path, b"{}")
    handle = os.open(path, os.O_RDONLY)
    try:
        with locked(handle, "x", kind="shared", wait=0.0):
            assert read_lines(path, wait=0.0).whole == (b"{}",)
            with pytest.raises(UnreadableInput), appending(path, wait=0.0):
                pytest.fail("written while somebody reads")
    finally:
        os.close(handle)


def test_a_file_replaced_while_waiting_is_opened_again(path: Path, tmp_path: Path) -> None:
    append(path, b'{"a":1}')
    other = tmp_path / "edited"
    other.write_bytes(b'{"a":1}\n{"edited":2}\n')
    waiting = threading.Thread(target=append, args=(path, b'{"c":3}'))
    with appending(path):
        waiting.start()
        waiting.join(0.1)
        os.replace(other, path)
    waiting.join()
    assert read_lines(path).whole == (b'{"a":1}', b'{"edited":2}', b'{"c":3}')


def test_a_link_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"{}\n")
    path.symlink_to(tmp_path / "target")
    for use in (lambda: append(path, b"{}"), lambda: read_lines(path)):
        with pytest.raises(UnreadableInput, match="symbolic link"):
            use()
    assert (tmp_path / "target").read_bytes() == b"{}\n"


def test_a_folder_or_a_pipe_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UnreadableInput, match="not a regular file"):
        append(path, b"{}")
    path.rmdir()
    os.mkfifo(path)
    for use in (lambda: append(path, b"{}"), lambda: read_lines(path)):
        with pytest.raises(UnreadableInput, match="not a regular file"):
            use()


def test_a_link_in_place_of_the_file_of_torn_lines_is_refused(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b'{}\n{"b')
    aside_of(path).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableInput, match="symbolic link"):
        append(path, b"{}")
    assert path.read_bytes() == b'{}\n{"b'  # nothing is taken off before it is safe elsewhere
    assert not (tmp_path / "elsewhere").exists()


def test_a_missing_file_is_not_made_by_reading(path: Path) -> None:
    with pytest.raises(FileNotFoundError) as found:
        read_lines(path)
    assert found.value.filename == str(path)
    assert not path.exists()


def test_a_full_disk_leaves_the_file_as_it_was(path: Path) -> None:
    limited = """
import resource, sys
from pathlib import Path
from pourparler.jobs.append_only import appending, read_lines
path = Path(sys.argv[1])
with appending(path) as file:
    file.append([b'{"a":1}'])
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
    try:
        file.append([b'{"b":' + b"2" * 100 + b"}"])
    except OSError as error:
        assert error.errno == 27, error
    file.append([b'{"c":3}'])
assert read_lines(path).whole == (b'{"a":1}', b'{"c":3}')
"""
    done = subprocess.run(
        [sys.executable, "-c", limited, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == b'{"a":1}\n{"c":3}\n'


def test_split_keeps_every_byte() -> None:
    for content in (b"", b"\n", b"a", b"a\n", b"\r\n\n\r", b"\n\n"):
        found = split(content)
        assert b"".join(line + b"\n" for line in found.whole) + found.rest == content
