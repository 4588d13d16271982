-- The organization's keys, each wrapped by the master key, which is not in the database. Status: 0 active, 1 retired, 2 revoked.
CREATE TABLE organization_keys (
    id      TEXT PRIMARY KEY,
    wrapped TEXT   NOT NULL,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    status  BIGINT NOT NULL
);

CREATE UNIQUE INDEX organization_keys_one_active ON organization_keys (status) WHERE status = 0;
