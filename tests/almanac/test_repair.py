"""``almanac repair`` as a filter: what goes through it, and how it ends."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import almanac.commands.repair as command
from almanac.cli import main
from normalize.text import restore

SAMPLES = ROOT / "samples"
HEALTHY = (SAMPLES / "originals" / "models.zh.md").read_bytes()
DAMAGED = HEALTHY.decode().encode().decode("latin-1").encode()
REPAIR = [sys.executable, "-m", "almanac", "repair"]


def repaired(body, *options):
    done = subprocess.run([*REPAIR, *options], input=body, capture_output=True, check=True)
    return done.stdout, [json.loads(line) for line in done.stderr.splitlines()]


@pytest.fixture
def in_pieces(monkeypatch, tmp_path):
    """``in_pieces(body, size)``: the output and the repairs, of pieces of so many characters."""

    def run(body: bytes, size: int):
        pieces = []

        def recorded(text, origin):
            pieces.append(text)
            return restore(text, origin)

        monkeypatch.setattr(command, "restore", recorded)
        monkeypatch.setattr(command, "PIECE", size)
        monkeypatch.setattr(command, "BLOCK", size)
        given, out, err = (tmp_path / name for name in ("in", "out", "err"))
        given.write_bytes(body)
        with out.open("w") as stdout, err.open("w") as stderr, monkeypatch.context() as streams:
            streams.setattr(sys, "stdout", stdout)
            streams.setattr(sys, "stderr", stderr)
            main(["repair", "--explain", str(given)], standalone_mode=False)
        repairs = [json.loads(line) for line in err.read_bytes().splitlines()]
        return out.read_bytes(), repairs, pieces

    return run


def test_healthy_bytes_come_out_as_they_went_in():
    for body in (b"", b"\n", b"a\r\nb\rc\n\n", HEALTHY, HEALTHY.replace(b"\n", b"\r\n")):
        assert repaired(body) == (body, [])


def test_line_ends_stay_where_text_is_restored():
    damaged = DAMAGED.replace(b"\n", b"\r\n")
    assert repaired(damaged)[0] == HEALTHY.replace(b"\n", b"\r\n")


def test_the_output_is_utf8_without_a_mark():
    text = HEALTHY.decode()
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        assert repaired(text.encode(encoding))[0] == HEALTHY
    assert repaired(b"caf\xff\xc3 \xed\xa0\x80 " * 9)[0].decode()


def test_what_is_restored_in_pieces_is_what_is_restored_as_a_whole(in_pieces):
    whole, repairs_of_whole, _ = in_pieces(DAMAGED * 3, len(DAMAGED) * 3)
    assert whole == HEALTHY * 3
    got, repairs, pieces = in_pieces(DAMAGED * 3, 2000)
    assert len(pieces) > 5
    assert got == whole
    assert repairs == repairs_of_whole


def test_repairs_stand_where_they_do_in_the_whole_text(in_pieces):
    text = "one two three\n" * 30 + "dÃ©jÃ  vu — dÃ©jÃ\xa0 lu\n" + "four\n" * 50
    got, repairs, pieces = in_pieces(text.encode(), 100)
    assert len(pieces) > 3
    assert repairs
    assert all(text[one["start"] : one["end"]] == one["before"] for one in repairs)
    assert "déjà lu" in got.decode()


@pytest.mark.parametrize("line", ["plain words, ", "模型", "æ¨¡åž‹ ", "x"])
def test_pieces_are_bounded_whatever_the_length_of_a_line(in_pieces, line):
    _, _, pieces = in_pieces((line * 5_000).encode(), 1024)
    assert max(map(len, pieces)) <= 1024
    assert len(pieces) > 5_000 * len(line) / 1024 - 1


@pytest.fixture
def at_work():
    """A filter that has written something, and whose input has not ended."""
    with subprocess.Popen(
        REPAIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as process:
        process.stdin.write(b"0123456789abcde\n" * (2 * command.BLOCK // 16))
        process.stdin.flush()
        assert process.stdout.read(16) == b"0123456789abcde\n"
        yield process
        process.kill()


def test_the_output_is_written_before_the_input_has_ended(at_work):
    rest, errors = at_work.communicate(b"the last line", timeout=60)
    assert len(rest) == 2 * command.BLOCK - 16 + len("the last line")
    assert errors == b""
    assert at_work.returncode == 0


def test_an_interrupt_is_status_130(at_work):
    at_work.send_signal(signal.SIGINT)
    assert at_work.communicate(timeout=60)[1] == b""
    assert at_work.returncode == 130


def test_it_ends_quietly_when_its_reader_has_enough():
    with subprocess.Popen(
        REPAIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        process.stdin.write(HEALTHY)
        process.stdin.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_an_error():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(REPAIR, input=HEALTHY, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 74
    assert done.stderr.decode().splitlines() == ["almanac: [Errno 28] No space left on device"]


def test_a_closed_output_is_an_error():
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *REPAIR], input=b"a", capture_output=True)
    assert done.returncode == 74
    assert done.stderr.decode().count("\n") == 1
