-- Which workspace has a mailbox, by the mailbox's primary address: a workspace may have been set up by an alias of it.
CREATE TABLE workspace_mailboxes (
    mailbox   TEXT PRIMARY KEY,
    workspace TEXT NOT NULL
);

CREATE INDEX workspace_mailboxes_by_workspace ON workspace_mailboxes (workspace);

-- Rooms that said no: their own calendar does not hold the meeting, so only the organizer's tells of it.
ALTER TABLE meeting_rooms ADD COLUMN declined BIGINT NOT NULL DEFAULT 0;
