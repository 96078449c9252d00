"""The child process that reads photos: what it may not do, and what happens when it dies."""

import io
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from incidents.evidence.kinds import JPEG, kind_of
from incidents.evidence.sandbox import LARGEST_PHOTO, ROOT, Examiner
from tests.incidents.photos import a_photo, picture

pytestmark = pytest.mark.assurance("6.2")
PROBE = """
import socket, subprocess, os
from incidents.evidence import bounds, photos
photos.prepare()
bounds.close_in()
for act in (lambda: open("/etc/hostname"), lambda: socket.socket(), lambda: subprocess.Popen(["true"]),
            lambda: open("/tmp/threshold-probe", "w"), lambda: bytearray(700_000_000)):
    try:
        act()
        print("could")
    except (OSError, MemoryError):
        print("could not")
print(sorted(os.environ))
"""


def test_the_child_can_open_nothing_reach_nobody_and_not_grow():
    done = subprocess.run(
        [sys.executable, "-s", "-c", PROBE], cwd=ROOT, env={"LANG": "C.UTF-8"}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[:5] == ["could not"] * 5, done
    assert "SECRET" not in done.stdout


def test_a_child_that_takes_too_long_is_ended_and_the_next_photo_is_read():
    with Examiner(seconds=0.5) as examiner:

        def slowly():
            yield a_photo()[:100]
            import time

            time.sleep(1.5)
            yield a_photo()[100:]

        data = a_photo()
        assert examiner.examine(slowly(), len(data), JPEG).fault == "out_of_bounds"
        assert examiner.examine([data], len(data), JPEG).fault is None


def test_a_child_that_died_is_replaced():
    data = a_photo()
    with Examiner() as examiner:
        assert examiner.examine([data], len(data), JPEG).fault is None
        examiner._child.kill()
        examiner._child.wait()
        assert examiner.examine([data], len(data), JPEG).fault is None


def test_fewer_bytes_than_announced_end_as_a_fault_and_not_as_a_wait():
    with Examiner(seconds=0.5) as examiner:
        assert examiner.examine([b"\xff\xd8\xff"], 1000, JPEG).fault == "out_of_bounds"


def test_a_photo_of_too_many_bytes_is_not_sent():
    with Examiner() as examiner:
        assert examiner.examine(iter(()), LARGEST_PHOTO + 1, JPEG).fault == "too_large"
        assert examiner._child is None


@pytest.mark.slow
@pytest.mark.assurance("B7")
def test_ten_thousand_mutated_files_a_format_end_no_parent(figure):
    mutated, ended = mutants(10_000)
    figure(f"{mutated} mutated photos, the child ended {ended} times, the parent 0 times")


def test_mutated_files_end_no_parent():
    mutants(150)


def mutants(number):
    rng, mutated, ended = random.Random(20261125), 0, 0  # noqa: S311  the same mutants each time
    with Examiner(seconds=10) as examiner:
        for decoder in ("JPEG", "PNG", "WEBP", "HEIF"):
            whole = a_photo(decoder=decoder, size=(96, 64))
            for _ in range(number):
                data = bytearray(whole)
                for _flip in range(rng.randint(1, 8)):
                    data[rng.randrange(12, len(data))] = rng.randrange(256)
                if rng.random() < 0.2:
                    at, length = rng.randrange(len(data)), rng.randrange(1, 200)
                    data[at:at] = data[rng.randrange(len(data)) :][:length]
                photo = examiner.examine([bytes(data)], len(data), kind_of(bytes(data[:64])))
                mutated += 1
                ended += photo.fault == "out_of_bounds"
                for _type, made in photo.copies.values():
                    Image.open(io.BytesIO(made)).load()
    return mutated, ended


def test_the_largest_picture_stays_within_the_memory(figure):
    out = io.BytesIO()
    picture((8000, 8000)).save(out, "PNG")
    data = out.getvalue()
    with Examiner() as examiner:
        photo = examiner.examine([data], len(data), kind_of(data[:64]))
        status = Path(f"/proc/{examiner._child.pid}/status").read_text()
    assert photo.fault is None
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
    assert peak <= 512
    figure(f"64 million pixels: {peak:.0f} MB")
