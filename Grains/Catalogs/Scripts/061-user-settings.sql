-- What was set for users, for export and import. A row that was written before this script tells nothing of it (0) until it is written anew.
ALTER TABLE users ADD COLUMN preferred_site TEXT;
ALTER TABLE users ADD COLUMN personal_room TEXT;
ALTER TABLE users ADD COLUMN language TEXT;
ALTER TABLE users ADD COLUMN settings_known BIGINT NOT NULL DEFAULT 0;

-- Imports of users: the file, until it is applied, and how far it is.
CREATE TABLE user_imports (
    id      TEXT PRIMARY KEY,
    started BIGINT NOT NULL,
    file    TEXT,
    status  TEXT   NOT NULL
);
