-- Notifications that were answered with 202 and are not reflected yet. A row is all that was written in one commit, as JSON: some ten
-- thousand hints a second cost a row for every hundred of them, and one more when the last of these is reflected.
CREATE TABLE hints (
    number BIGINT NOT NULL PRIMARY KEY,
    batch  TEXT   NOT NULL
);
