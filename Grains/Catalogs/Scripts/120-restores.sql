-- How often the database was put back from a backup, and what it was known by when a host last started: what was restored is known by something else.
CREATE TABLE restores (
    times    BIGINT NOT NULL,
    identity TEXT   NOT NULL
);

-- Hosts before this one noted nothing.
INSERT INTO restores (times, identity) VALUES (0, '');
