-- Users whose calendar was not read since they were enabled, or could not be read lately: what they schedule is not known here yet.
ALTER TABLE users ADD COLUMN unread BIGINT NOT NULL DEFAULT 0;
