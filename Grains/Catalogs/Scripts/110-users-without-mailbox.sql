-- Users behind whose address there is no mailbox (any more): what is held for their meetings is given up in time.
ALTER TABLE users ADD COLUMN gone BIGINT NOT NULL DEFAULT 0;
