-- What administrators changed. An id begins with the time, so that ids are in the order of the changes.
CREATE TABLE audit (
    id        TEXT PRIMARY KEY,
    at        BIGINT NOT NULL,
    who       TEXT   NOT NULL,
    action    TEXT   NOT NULL,
    subject   TEXT   NOT NULL,
    was       TEXT,
    becomes   TEXT
);

CREATE INDEX audit_by_subject ON audit (subject, id);
CREATE INDEX audit_by_who ON audit (who, id);
