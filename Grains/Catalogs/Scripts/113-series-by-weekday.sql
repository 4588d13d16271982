-- On which days of the week a series may take place (UTC; bit 0 is Monday), 0 for what takes place once. What takes place on a day is read in the
-- order of its time of the day, from among the series of that weekday. Rows from before stand for every day until their series moves on.
ALTER TABLE meetings ADD COLUMN weekdays BIGINT NOT NULL DEFAULT 0;

UPDATE meetings SET weekdays = 127 WHERE times IS NOT NULL;

CREATE INDEX meetings_series_monday ON meetings ((next_starts % 86400000), ical_uid) WHERE (weekdays & 1) <> 0;
CREATE INDEX meetings_series_tuesday ON meetings ((next_starts % 86400000), ical_uid) WHERE (weekdays & 2) <> 0;
CREATE INDEX meetings_series_wednesday ON meetings ((next_starts % 86400000), ical_uid) WHERE (weekdays & 4) <> 0;
CREATE INDEX meetings_series_thursday ON meetings ((next_starts % 86400000), ical_uid) WHERE (weekdays & 8) <> 0;
CREATE INDEX meetings_series_friday ON meetings ((next_starts % 86400000), ical_uid) WHERE (weekdays & 16) <> 0;
CREATE INDEX meetings_series_saturday ON meetings ((next_starts % 86400000), ical_uid) WHERE (weekdays & 32) <> 0;
CREATE INDEX meetings_series_sunday ON meetings ((next_starts % 86400000), ical_uid) WHERE (weekdays & 64) <> 0;

-- Among the meetings of a day by their start, tens of thousands of series would have to be passed over.
CREATE INDEX meetings_once_by_next ON meetings (next_starts, ical_uid, ends) WHERE times IS NULL;
