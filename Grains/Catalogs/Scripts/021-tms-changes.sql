-- Mailboxes whose TMS system was changed, until their meetings have heard of it. Another change of the same mailbox has another name.
CREATE TABLE tms_room_changes (
    mailbox TEXT PRIMARY KEY,
    change  TEXT NOT NULL
);

-- Organizers whose time zone in TMS is another than in their mailbox, and which.
CREATE TABLE tms_owners (
    mail TEXT PRIMARY KEY,
    zone TEXT NOT NULL
);
