-- 1 for a change whose call failed: it may have been made or not.
ALTER TABLE audit ADD COLUMN outcome_unknown BIGINT NOT NULL DEFAULT 0;
