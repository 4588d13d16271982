-- On-premises connectors, for lists.
CREATE TABLE connectors (
    id           TEXT PRIMARY KEY,
    host         TEXT NOT NULL,
    display_name TEXT NOT NULL
);

-- Requests on their way to connectors. What is asked and answered is encrypted; a row goes when its asker has the answer. One that cannot
-- be read any more has a problem instead of an answer.
CREATE TABLE connector_requests (
    id         TEXT PRIMARY KEY,
    pool       TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    asker      TEXT   NOT NULL,
    asked      BIGINT NOT NULL,
    key_id     TEXT   NOT NULL,
    request    TEXT   NOT NULL,
    answer_key TEXT,
    answer     TEXT,
    problem    TEXT
);

CREATE INDEX connector_requests_by_pool ON connector_requests (pool, number);
