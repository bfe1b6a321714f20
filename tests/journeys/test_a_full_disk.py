"""A disk without room ends every command in one sentence, loses nothing, and all goes on once there is room again."""

import os
import subprocess

import pytest
from running_service import prepared, running

pytestmark = pytest.mark.long

LAW = "# 某县试验管理办法\n\n2024年3月1日公布\n\n第一条 建设蓝莓大棚的，应当登记。\n"


class SmallDisk:
    def __init__(self, folder):
        self.folder = folder
        self._ballast = folder / "ballast"

    def leave(self, mebibytes):
        self._ballast.unlink(missing_ok=True)
        left = os.statvfs(self.folder)
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, left.f_bavail * left.f_bsize - (mebibytes << 20))

    def make_room(self):
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600m", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def place(disk, built_knowledge):
    return prepared(disk.folder, built_knowledge)


@pytest.fixture
def laws(tmp_path):
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "某县试验管理办法(2024-03-01).md").write_text(LAW, encoding="utf-8")
    return str(tmp_path / "laws")


def refused(ran):
    assert ran.returncode == 3, (ran.returncode, ran.stdout, ran.stderr)
    assert "空间" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "损坏" not in ran.stderr


@pytest.mark.parametrize("left", [0, 20])
def test_no_command_dies_without_a_word(disk, place, laws, left):
    disk.leave(left)
    refused(place.run("search", "征地"))
    refused(place.run("kb", "add", laws))
    disk.make_room()
    assert place.run("kb", "add", laws).returncode == 0
    assert place.run("kb", "check").returncode == 0


def test_the_running_service_answers_on_and_refuses_what_it_cannot_keep(disk, place, laws):
    with running(place):
        assert place.run("ask", "征收土地要公告吗", "--conversation", "a").returncode == 0
        disk.leave(0)
        assert place.run("ask", "征收土地要公告吗").returncode == 0
        refused(place.run("ask", "那补偿呢", "--conversation", "a"))
        refused(place.run("kb", "add", laws))
        refused(place.run("kb", "forget", "民法典"))
        disk.make_room()
        assert place.run("kb", "add", laws).returncode == 0
        assert place.run("kb", "check").returncode == 0


def test_a_service_that_cannot_say_where_it_is_does_not_start(disk, place):
    (disk.folder / "state").mkdir()
    disk.leave(0)
    refused(place.run("up", "--port", "0"))
