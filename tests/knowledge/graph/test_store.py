"""Every graph store keeps the same promises."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import StoreUnavailable
from knowledge.graph.ladybug_store import LadybugStore
from knowledge.graph.store import Edge, Node

ROOT = Path(__file__).resolve().parents[3]
A, B = "甲法@2020-01-01", "乙法@2021-01-01"
NODES = [
    Node("甲法", "instrument", "甲法", A),
    Node(A, "version", "2020-01-01", A),
    Node(f"{A}/1", "provision", "第一条", A),
    Node("乙法", "instrument", "乙法", B),
    Node(B, "version", "2021-01-01", B),
    Node(f"{B}/3", "provision", "第三条", B),
]
EDGES = [
    Edge("甲法", "contains", A, A),
    Edge(A, "contains", f"{A}/1", A),
    Edge("乙法", "contains", B, B),
    Edge(B, "contains", f"{B}/3", B),
    Edge(f"{B}/3", "cites", f"{A}/1", B, "2"),
    Edge(f"{B}/3", "cites", "丙条例/7", B),
    Edge("乙法", "repeals", "甲法", B, "2021-06-01"),
]


def neo4j_store(uri):
    from knowledge.graph.neo4j_store import Neo4jStore

    store = Neo4jStore(uri, user="", password="")
    store.run("MATCH (e:Entity) DETACH DELETE e")
    return store


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.long)])
def empty(request, tmp_path):
    if request.param == "ladybug":
        store = LadybugStore(tmp_path / "graph.lbug")
    else:
        store = neo4j_store(request.getfixturevalue("neo4j_uri"))
    yield store
    store.close()


@pytest.fixture
def store(empty):
    empty.add(NODES, EDGES)
    return empty


def ids(subgraph):
    return {node.id for node in subgraph.nodes}


def test_around_follows_edges_both_ways(store):
    assert ids(store.around([f"{A}/1"])) == {f"{A}/1", A, f"{B}/3"}


def test_hops_bound_the_neighbourhood(store):
    assert ids(store.around(["丙条例/7"], hops=1)) == {"丙条例/7", f"{B}/3"}
    assert B in ids(store.around(["丙条例/7"], hops=2))


def test_kinds_and_limit_narrow_the_neighbourhood(store):
    assert ids(store.around(["甲法"], kinds=["repeals"])) == {"甲法", "乙法"}
    assert len(store.around([B], hops=3, limit=2).edges) == 2


def test_who_cites_and_what_is_cited_are_told_with_the_part(store):
    assert store.pointing_at([f"{A}/1"]) == [Edge(f"{B}/3", "cites", f"{A}/1", B, "2")]
    assert {edge.object for edge in store.pointing_from([f"{B}/3"])} == {f"{A}/1", "丙条例/7"}


def test_adding_twice_changes_nothing(store):
    before = store.count()
    store.add(NODES, EDGES)
    assert store.count() == before == (7, 7)


def test_what_is_cited_and_not_held_stands_as_a_bare_node(store):
    (bare,) = [node for node in store.around(["丙条例/7"]).nodes if node.id == "丙条例/7"]
    assert (bare.kind, bare.source) == ("provision", "")


def test_forgetting_a_source_leaves_the_others_and_what_they_point_at(store):
    store.forget(A)
    assert store.sources() == {B}
    assert store.pointing_at([f"{A}/1"]) == [Edge(f"{B}/3", "cites", f"{A}/1", B, "2")]
    assert A not in ids(store.around([A]))


def test_forgetting_everything_leaves_nothing(store):
    store.forget(A)
    store.forget(B)
    assert store.count() == (0, 0)


def test_a_bare_node_takes_its_own_facts_when_its_text_arrives(store):
    store.add([Node("丙条例/7", "provision", "第七条", "丙条例@2022-01-01")], [])
    (node,) = [n for n in store.around(["丙条例/7"]).nodes if n.id == "丙条例/7"]
    assert node.name == "第七条"


def test_many_at_once_are_the_same_as_few(empty):
    nodes = [Node(f"甲法@2020-01-01/{n}", "provision", f'第"{n}"条,甲', A) for n in range(1, 400)]
    edges = [Edge(f"甲法@2020-01-01/{n}", "cites", f"甲法@2020-01-01/{n + 1}", A) for n in range(1, 400)]
    empty.add(nodes, edges)
    assert empty.count() == (400, 399)
    empty.add(nodes, edges)
    assert empty.count() == (400, 399)
    (node,) = list(empty.around([f"{A}/7"], kinds=["repeals"]).nodes)
    assert node.name == '第"7"条,甲'


SOURCES = [f"{name}@2020-01-01" for name in "甲乙丙"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(SOURCES), st.sampled_from(SOURCES)), max_size=8))
def test_any_order_of_adding_and_forgetting_ends_as_a_plain_model_says(empty, steps):
    for source in SOURCES:
        empty.forget(source)
    edges: set[Edge] = set()
    for adding, source, cited in steps:
        if adding:
            edge = Edge(source, "cites", f"{cited}/1", source)
            empty.add([Node(source, "version", "", source)], [edge])
            edges.add(edge)
        else:
            empty.forget(source)
            edges = {e for e in edges if e.source != source}
    assert set(empty.pointing_from(SOURCES)) == edges


def test_a_reopened_graph_keeps_everything(tmp_path):
    store = LadybugStore(tmp_path / "g.lbug")
    store.add(NODES, EDGES)
    store.close()
    again = LadybugStore(tmp_path / "g.lbug")
    assert again.count() == (7, 7)
    again.close()


def test_what_was_added_survives_a_kill(tmp_path):
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[2])\nfrom pathlib import Path\n"
        "from knowledge.graph.ladybug_store import LadybugStore\nfrom knowledge.graph.store import Node\n"
        "LadybugStore(Path(sys.argv[1])).add([Node('甲', 'instrument', '甲', 's')], [])\n"
        f"os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
    )
    path = tmp_path / "g.lbug"
    subprocess.run([sys.executable, "-c", script, path, ROOT], check=False)
    store = LadybugStore(path)
    assert store.count() == (1, 0)
    store.close()


def test_a_file_in_use_is_named_with_the_way_out(tmp_path):
    store = LadybugStore(tmp_path / "g.lbug")
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\nfrom pathlib import Path\n"
        "from knowledge.graph.ladybug_store import LadybugStore\nLadybugStore(Path(sys.argv[1]))\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "g.lbug", ROOT], capture_output=True, text=True, check=False
    )
    store.close()
    assert other.returncode != 0
    assert "StoreUnavailable" in other.stderr
    assert "g.lbug" in other.stderr


def test_a_corrupt_file_is_named_with_the_way_out(tmp_path):
    path = tmp_path / "g.lbug"
    path.write_bytes(b"nonsense" * 4096)
    with pytest.raises(StoreUnavailable, match=r"g\.lbug.*kb rebuild"):
        LadybugStore(path)


def test_an_unreachable_server_is_named():
    from knowledge.graph.neo4j_store import Neo4jStore

    with pytest.raises(StoreUnavailable, match=r"bolt://127\.0\.0\.1:1"):
        Neo4jStore("bolt://127.0.0.1:1", user="neo4j", password="x")
