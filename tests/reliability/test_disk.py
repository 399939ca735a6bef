"""A full disk, and parts that were damaged on it."""

import json
import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import kampung
from tests.reliability.commands import REPLICATES, assert_intact, data, leftovers, parts, run, start, wait_for
from tests.reliability.conftest import Whole

RUN = ("run", "steady.yaml", "--out", "out")


def largest_part(whole: Whole) -> int:
    return max(len(content) for name, content in whole.data.items() if name.endswith(".parquet"))


@pytest.fixture
def small_disk(folder: Path, whole: Whole) -> Iterator[Path]:
    """A disk with room for two parts and a half; only where one may be mounted."""
    disk = folder / "out"
    disk.mkdir()
    size = int(2.5 * largest_part(whole)) // 1024
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}k", "small", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a disk; the limit of a file's size is tested below")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_and_the_study_goes_on_when_there_is_room(small_disk: Path, whole: Whole) -> None:
    folder = small_disk.parent
    code, _, errors = run(folder, *RUN)
    assert code == 4, errors
    assert "No space left on device" in errors
    assert "Traceback" not in errors
    kept = json.loads(whole.data["checksums/part-00001.json"])["last"]
    assert f"{kept} of {REPLICATES} replicates are kept" in errors
    assert parts(small_disk) == 2
    assert_intact(small_disk)
    assert leftovers(small_disk) == []
    # again without room: told again, nothing lost
    code, _, errors = run(folder, *RUN, "--resume")
    assert code == 4, errors
    assert parts(small_disk) == 2
    subprocess.run(["mount", "-o", "remount,size=500m", str(small_disk)], check=True)
    code, _, errors = kampung(folder, *RUN, "--resume")
    assert code == 0, errors
    assert data(small_disk) == whole.data


def limit_files(size: int) -> None:
    """Let no file of this process grow beyond a size: writing fails as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.long
def test_a_file_that_may_not_grow_is_told_and_the_study_goes_on(folder: Path, whole: Whole) -> None:
    process = start(folder, *RUN)
    wait_for(lambda: parts(folder / "out") >= 2, process)
    process.kill()
    process.communicate()
    landed = parts(folder / "out")
    half = largest_part(whole) // 2
    code, _, errors = run(folder, *RUN, "--resume", preexec_fn=lambda: limit_files(half))
    assert code == 4, errors
    assert "File too large" in errors
    assert "Traceback" not in errors
    assert "go on with: kampung run steady.yaml --language id --out out --resume" in errors
    assert parts(folder / "out") == landed
    assert_intact(folder / "out")
    assert leftovers(folder / "out") == []
    code, _, errors = kampung(folder, *RUN, "--resume")
    assert code == 0, errors
    assert data(folder / "out") == whole.data


def test_damage_is_told_and_computed_again(folder: Path, whole: Whole) -> None:
    assert kampung(folder, *RUN)[0] == 0
    flipped, cut = (folder / "out" / "weekly.parquet" / f"part-0000{number}.parquet" for number in (1, 3))
    content = bytearray(flipped.read_bytes())
    content[len(content) // 3] ^= 4
    flipped.write_bytes(content)
    cut.write_bytes(cut.read_bytes()[:-100])
    code, _, errors = kampung(folder, "report", "out")
    assert code == 2
    assert "part-00001 does not match its checksum" in errors
    code, _, errors = kampung(folder, *RUN, "--resume")
    assert code == 0, errors
    assert "part-00001 does not match its checksum: it is computed again" in errors
    assert "part-00003 has" in errors
    assert data(folder / "out") == whole.data
