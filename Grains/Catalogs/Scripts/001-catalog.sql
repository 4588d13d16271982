-- Runs on SQLite and on PostgreSQL. Times are UTC milliseconds since 1970, yes and no are 1 and 0.

CREATE TABLE users (
    mail         TEXT PRIMARY KEY,
    display_name TEXT   NOT NULL,
    enabled      BIGINT NOT NULL,
    problem      TEXT
);

CREATE TABLE workspaces (
    mail             TEXT PRIMARY KEY,
    display_name     TEXT   NOT NULL,
    calendar_enabled BIGINT NOT NULL,
    problem          TEXT
);

CREATE TABLE devices (
    id           TEXT PRIMARY KEY,
    display_name TEXT   NOT NULL,
    link         BIGINT NOT NULL,
    workspace    TEXT
);

CREATE INDEX devices_by_workspace ON devices (workspace);

CREATE TABLE meetings (
    ical_uid   TEXT PRIMARY KEY,
    organizer  TEXT   NOT NULL,
    starts     BIGINT NOT NULL,
    ends       BIGINT,
    keyword    TEXT,
    join_state BIGINT NOT NULL
);

CREATE INDEX meetings_by_organizer ON meetings (organizer, starts);
CREATE INDEX meetings_by_end ON meetings (ends);

CREATE TABLE meeting_rooms (
    ical_uid TEXT NOT NULL,
    room     TEXT NOT NULL,
    PRIMARY KEY (ical_uid, room)
);

CREATE INDEX meeting_rooms_by_room ON meeting_rooms (room);

-- Only a hash of a client state is kept: whoever reads the table cannot forge a notification.
CREATE TABLE subscriptions (
    id                TEXT PRIMARY KEY,
    mailbox           TEXT   NOT NULL,
    client_state_hash TEXT   NOT NULL,
    expires           BIGINT NOT NULL
);

CREATE INDEX subscriptions_by_mailbox ON subscriptions (mailbox);
