-- Users whose mailbox Graph does not let us use: what they schedule is not known here.
ALTER TABLE users ADD COLUMN refused BIGINT NOT NULL DEFAULT 0;
