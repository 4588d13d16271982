-- Sessions of administrators in browsers: whichever gateway is asked finds them, and a session that was ended is ended everywhere. Of the
-- session's id only the hash is kept; the ticket (name, role, end) is sealed.
CREATE TABLE admin_sessions (
    id_hash TEXT   NOT NULL PRIMARY KEY,
    who     TEXT   NOT NULL,
    until   BIGINT NOT NULL,
    ticket  TEXT   NOT NULL
);

CREATE INDEX admin_sessions_until ON admin_sessions (until);
