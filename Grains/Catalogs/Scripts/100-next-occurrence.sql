-- When a meeting takes place next (UTC milliseconds since 1970), and when a series does at all: lists are in the order of what is next.
-- Rows from before begin with the first occurrence, until their series is seen again.
ALTER TABLE meetings ADD COLUMN next_starts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN next_ends BIGINT;
ALTER TABLE meetings ADD COLUMN times TEXT;

UPDATE meetings SET next_starts = starts, next_ends = ends;

CREATE INDEX meetings_by_next ON meetings (next_starts, ical_uid, ends);
CREATE INDEX meetings_by_keyword ON meetings (keyword, next_starts, ical_uid, ends) WHERE keyword IS NOT NULL;
CREATE INDEX meetings_with_times ON meetings (next_ends) WHERE times IS NOT NULL;
