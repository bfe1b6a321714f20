"""Property graph on a Neo4j server, over Bolt."""

from __future__ import annotations

from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from knowledge.errors import StoreUnavailable

from .cypher_store import CypherStore

SCHEMA = "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE"


class Neo4jStore(CypherStore):
    def __init__(self, uri: str, *, user: str, password: str, database: str = "neo4j") -> None:
        self._uri = uri
        self._name = database
        self._driver = neo4j.GraphDatabase.driver(
            uri, auth=(user, password), connection_timeout=10, max_transaction_retry_time=5
        )
        try:
            self.run(SCHEMA)
        except StoreUnavailable:
            self._driver.close()
            raise

    def run(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        try:
            answer = self._driver.execute_query(query, parameters, database_=self._name)
        except (DriverError, Neo4jError) as error:
            raise StoreUnavailable(f"连不上 Neo4j {self._uri}：{error}；请检查服务是否启动、账号是否正确") from error
        return [record.data() for record in answer.records]

    def close(self) -> None:
        self._driver.close()
