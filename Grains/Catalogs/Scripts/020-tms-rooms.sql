-- Which TMS system stands in the room of a mailbox.
CREATE TABLE tms_rooms (
    mailbox     TEXT PRIMARY KEY,
    system_id   BIGINT NOT NULL UNIQUE,
    system_name TEXT   NOT NULL
);
