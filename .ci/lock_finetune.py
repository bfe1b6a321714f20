"""Writes requirements-finetune.lock: the training environment, its own because torch is large.

Run by .ci/lock with any Python that has a recent pip. The hashes are those of the files that pip chose here.
The base weights are those of requirements.lock.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# The training environment (./guiyan setup --finetune). Written by .ci/lock.\n"


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["optional-dependencies"]["finetune"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    report = json.loads(subprocess.run([*command, *wanted], check=True, capture_output=True, text=True).stdout)
    lines = []
    for item in report["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        digest = item["download_info"]["archive_info"]["hashes"]["sha256"]
        lines.append(f"{name}=={item['metadata']['version'].split('+')[0]} \\\n    --hash=sha256:{digest}\n")
    (ROOT / "requirements-finetune.lock").write_text(HEAD + "".join(sorted(lines)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
