-- What takes place on a day to come, and stands in the lists long before it: series, and meetings of several days. All others are found by
-- their start.
CREATE INDEX meetings_series_by_next ON meetings (next_starts, ical_uid, ends) WHERE times IS NOT NULL;
CREATE INDEX meetings_long_by_next ON meetings (next_starts, ical_uid, ends) WHERE times IS NULL AND (ends IS NULL OR ends - starts > 86400000);
