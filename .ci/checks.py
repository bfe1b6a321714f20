"""What `./guiyan test` runs: format, lint, types, import direction, tests; `--all` adds the long tests and their needs.

Other arguments go to pytest, and then nothing but pytest runs: `./guiyan test tests/knowledge -k repeal`.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

PYTHON = sys.executable
IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "格式 ruff format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
    "规范 ruff check": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
    "类型 mypy": [PYTHON, "-m", "mypy"],
    "依赖方向 import-linter": [PYTHON, "-c", IMPORT_LINTER],
}
DEBIAN_PACKAGES = {  # what the long tests look for, and the package that brings it
    "chromium": "chromium",
    "ip": "iproute2",
    "java": "openjdk-17-jre-headless",
}
CHINESE_FONTS = Path("/usr/share/fonts/opentype/noto")
POSTGRESQL = Path("/usr/share/postgresql")


def main(arguments: list[str]) -> int:
    os.chdir(Path(__file__).parent.parent)
    everything = "--all" in arguments
    for_pytest = [argument for argument in arguments if argument != "--all"]
    if everything:
        install_debian_packages()
    failed = [] if for_pytest else [name for name, command in CHECKS.items() if not passes(name, command)]
    selection = [] if everything or for_pytest else ["-m", "not long and not browser"]
    # a file stays with one process: what its tests share is made once
    spread = [] if for_pytest else ["--numprocesses", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]
    tests = subprocess.call([PYTHON, "-m", "pytest", *selection, *spread, *for_pytest])
    for name in failed:
        print(f"未通过：{name}（输出在上面）", file=sys.stderr)
    return tests or len(failed)


def passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    took = time.monotonic() - started
    print(f"{name}：{'未通过' if ended.returncode else '通过'}，{took:.0f} 秒", flush=True)
    if ended.returncode:
        print(ended.stdout, flush=True)
    return ended.returncode == 0


def install_debian_packages() -> None:
    """Best effort: a test whose program is missing skips and says so."""
    wanted = [package for program, package in DEBIAN_PACKAGES.items() if shutil.which(program) is None]
    if not any(CHINESE_FONTS.glob("NotoSansCJK*")):
        wanted.append("fonts-noto-cjk")
    if not any(POSTGRESQL.glob("*/extension/postgis.control")):
        wanted.append("postgresql-postgis")
    if not wanted:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"缺少 {' '.join(wanted)}；用到它们的测试会跳过。安装：apt-get install {' '.join(wanted)}", flush=True)
        return
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    print(f"安装 Debian 软件包：{' '.join(wanted)}", flush=True)
    subprocess.call([*apt, "update"], stdout=subprocess.DEVNULL)
    install = ["env", "DEBIAN_FRONTEND=noninteractive", *apt, "install", "-y", "--no-install-recommends", *wanted]
    if subprocess.call(install, stdout=subprocess.DEVNULL):
        print("没有装全；用到它们的测试会跳过", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
