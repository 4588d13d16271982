-- From when on an import may be applied, UTC milliseconds since 1970: at once, when the gateway that applies it now is given up, or never again.
-- Those that a version before this applied have no file any more.
ALTER TABLE user_imports ADD COLUMN free_from BIGINT NOT NULL DEFAULT 0;

-- Users who are being changed right now, as the audit log will tell of them; sealed. What is left here when an import ended early may be done.
ALTER TABLE user_imports ADD COLUMN pending TEXT;
