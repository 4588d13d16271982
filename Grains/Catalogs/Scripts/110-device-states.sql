-- Why a device does not take its list; null when it does.
ALTER TABLE devices ADD COLUMN problem TEXT;

CREATE INDEX devices_with_problem ON devices (id) WHERE problem IS NOT NULL;

-- Which devices hold a stream open at a gateway; they count as long as the gateway is heard of.
CREATE TABLE device_streams (
    gateway TEXT NOT NULL,
    device  TEXT NOT NULL,
    PRIMARY KEY (device, gateway)
);

CREATE INDEX device_streams_by_gateway ON device_streams (gateway);
