"""A real Neo4j server for the contract tests, where one lies beside the checkout and Java is here."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

NEO4J = Path(__file__).resolve().parents[4] / "shared" / "neo4j"


@pytest.fixture(scope="session")
def neo4j_uri(tmp_path_factory):
    if not (NEO4J / "start").exists():
        pytest.skip("no Neo4j server lies beside this checkout")
    if shutil.which("java") is None:
        pytest.skip("Neo4j needs Java 17 or later, and there is none")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("neo4j")
    started = subprocess.run([NEO4J / "start", home, str(port)], capture_output=True, text=True, check=True)
    yield started.stdout.strip().splitlines()[-1]
    subprocess.run([NEO4J / "stop", home], check=True, capture_output=True)
