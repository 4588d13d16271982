-- How many meetings with a Join button each room shows on a day (days since 1970, UTC).
CREATE TABLE room_days (
    room    TEXT   NOT NULL,
    day     BIGINT NOT NULL,
    buttons BIGINT NOT NULL,
    PRIMARY KEY (room, day)
);

CREATE INDEX room_days_by_day ON room_days (day, buttons);

-- How long changes of calendars took to the devices: how many in each minute (since 1970, UTC) fell into a class of durations.
CREATE TABLE latency_minutes (
    minute  BIGINT NOT NULL,
    class   BIGINT NOT NULL,
    changes BIGINT NOT NULL,
    PRIMARY KEY (minute, class)
);

-- How many devices hold a stream open at each gateway, and when it said so last (UTC milliseconds since 1970).
CREATE TABLE gateway_streams (
    gateway TEXT PRIMARY KEY,
    devices BIGINT NOT NULL,
    seen    BIGINT NOT NULL
);

CREATE INDEX users_with_problem ON users (mail) WHERE problem IS NOT NULL;
CREATE INDEX users_enabled ON users (mail) WHERE enabled = 1;
CREATE INDEX workspaces_with_problem ON workspaces (mail) WHERE problem IS NOT NULL;
CREATE INDEX devices_by_link ON devices (link);
