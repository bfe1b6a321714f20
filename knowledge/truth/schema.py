"""Tables of the truth store. Words, vectors and graph are projections of it and can be rebuilt from it."""

VERSION = 2

PLAN_TARGETS = """
-- What plans demand (规划指标). `measure` is the indicator's name in the library; `value` is exactly what was written.
CREATE TABLE plan_target(
    plan TEXT NOT NULL, plan_level TEXT NOT NULL, region TEXT NOT NULL, measure TEXT NOT NULL, standing TEXT NOT NULL,
    year INTEGER NOT NULL, scope TEXT NOT NULL, direction TEXT NOT NULL, unit TEXT NOT NULL,
    indicator TEXT NOT NULL, value TEXT NOT NULL, binding TEXT NOT NULL, source_page TEXT NOT NULL,
    PRIMARY KEY (plan, plan_level, region, measure, standing, year, scope, direction, unit)
) WITHOUT ROWID;
CREATE INDEX plan_target_by_region ON plan_target(region);
"""

TABLES = (
    """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What its newest document or the register says of an instrument; statuses are derived, never stored.
CREATE TABLE instrument(
    id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, issuer TEXT, number TEXT,
    region TEXT NOT NULL, grade INTEGER NOT NULL, short_titles TEXT NOT NULL, successor TEXT,
    articles INTEGER, confirmed INTEGER NOT NULL, note TEXT NOT NULL, sources TEXT NOT NULL
) WITHOUT ROWID;

-- One text of an instrument, visible from generation `born` until generation `died`.
CREATE TABLE version(
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, instrument TEXT NOT NULL,
    facts TEXT NOT NULL, notices TEXT NOT NULL, fingerprint TEXT NOT NULL,
    born INTEGER NOT NULL, died INTEGER
);
CREATE INDEX version_by_id ON version(id);
CREATE INDEX version_by_instrument ON version(instrument);

CREATE TABLE article(
    id INTEGER PRIMARY KEY AUTOINCREMENT, version_row INTEGER NOT NULL REFERENCES version(row),
    ordinal INTEGER NOT NULL, number TEXT NOT NULL, label TEXT NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX article_by_version ON article(version_row, ordinal);
CREATE INDEX article_by_number ON article(version_row, number);

-- What a text says it does to other instruments, by their titles.
CREATE TABLE relation(
    version_row INTEGER NOT NULL REFERENCES version(row), kind TEXT NOT NULL, target TEXT NOT NULL,
    day TEXT, source TEXT NOT NULL
);
CREATE INDEX relation_by_version ON relation(version_row);

-- What still has to reach the projections. `put` and `refilter` come before a generation is finished, `forget` after.
CREATE TABLE outbox(
    seq INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL CHECK (action IN ('put', 'refilter', 'forget')),
    version_row INTEGER NOT NULL, version_id TEXT NOT NULL
);
"""
    + PLAN_TARGETS
)

UPGRADES = {"1": PLAN_TARGETS}
"""What makes a store of an older version one of the next."""
