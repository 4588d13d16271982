-- Answers to calls that carried an idempotency key, for a day: who repeats such a call gets the same answer. Answers are sealed, as some
-- hold a token or a code. Status 0: the call is under way.
CREATE TABLE repeated_calls (
    who     TEXT   NOT NULL,
    key     TEXT   NOT NULL,
    request TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    status  BIGINT NOT NULL,
    answer  TEXT,
    PRIMARY KEY (who, key)
);
