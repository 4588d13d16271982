-- What the organization changed of the join rules, as JSON; one row. The version grows with each change.
CREATE TABLE join_rule_edits (
    id      BIGINT PRIMARY KEY,
    version BIGINT NOT NULL,
    edits   TEXT   NOT NULL
);
