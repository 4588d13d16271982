-- The silos of a cluster. Each change of a row raises the version of the whole table, which makes changes of two silos at the same
-- time exclude each other.
CREATE TABLE orleans_membership_version (
    deployment_id TEXT        NOT NULL PRIMARY KEY,
    version       INTEGER     NOT NULL DEFAULT 0,
    changed_at    TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE orleans_membership (
    deployment_id   TEXT        NOT NULL REFERENCES orleans_membership_version ON DELETE CASCADE,
    address         TEXT        NOT NULL,
    port            INTEGER     NOT NULL,
    generation      INTEGER     NOT NULL,
    silo_name       TEXT        NOT NULL,
    host_name       TEXT        NOT NULL,
    status          INTEGER     NOT NULL,
    proxy_port      INTEGER     NOT NULL,
    suspect_times   TEXT,
    start_time      TIMESTAMPTZ NOT NULL,
    i_am_alive_time TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (deployment_id, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
    WITH made AS (
        INSERT INTO orleans_membership_version (deployment_id) VALUES (@DeploymentId)
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) > 0 FROM made'),

('InsertMembershipKey', '
    WITH raised AS (
        UPDATE orleans_membership_version SET version = version + 1, changed_at = now()
        WHERE deployment_id = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT 1 FROM orleans_membership
            WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING deployment_id),
    made AS (
        INSERT INTO orleans_membership (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
        SELECT deployment_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
        RETURNING 1)
    SELECT count(*) > 0 FROM made'),

('UpdateMembershipKey', '
    WITH raised AS (
        UPDATE orleans_membership_version SET version = version + 1, changed_at = now()
        WHERE deployment_id = @DeploymentId AND version = @Version AND EXISTS (
            SELECT 1 FROM orleans_membership
            WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING deployment_id),
    changed AS (
        UPDATE orleans_membership AS silo SET status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime FROM raised
        WHERE silo.deployment_id = raised.deployment_id AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT count(*) > 0 FROM changed'),

('UpdateIAmAlivetimeKey', '
    UPDATE orleans_membership SET i_am_alive_time = @IAmAliveTime
    WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),

('MembershipReadRowKey', '
    SELECT version AS Version, address AS Address, port AS Port, generation AS Generation, silo_name AS SiloName, host_name AS HostName,
        status AS Status, proxy_port AS ProxyPort, suspect_times AS SuspectTimes, start_time AS StartTime, i_am_alive_time AS IAmAliveTime
    FROM orleans_membership_version AS cluster LEFT JOIN orleans_membership AS silo
        ON silo.deployment_id = cluster.deployment_id AND address = @Address AND port = @Port AND generation = @Generation
    WHERE cluster.deployment_id = @DeploymentId'),

('MembershipReadAllKey', '
    SELECT version AS Version, address AS Address, port AS Port, generation AS Generation, silo_name AS SiloName, host_name AS HostName,
        status AS Status, proxy_port AS ProxyPort, suspect_times AS SuspectTimes, start_time AS StartTime, i_am_alive_time AS IAmAliveTime
    FROM orleans_membership_version AS cluster LEFT JOIN orleans_membership AS silo ON silo.deployment_id = cluster.deployment_id
    WHERE cluster.deployment_id = @DeploymentId'),

('GatewaysQueryKey', '
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
    FROM orleans_membership WHERE deployment_id = @DeploymentId AND status = @Status AND proxy_port > 0'),

('DeleteMembershipTableEntriesKey', '
    DELETE FROM orleans_membership_version WHERE deployment_id = @DeploymentId'),

-- 6 is dead: whoever has left for good.
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM orleans_membership WHERE deployment_id = @DeploymentId AND i_am_alive_time < @IAmAliveTime AND status = 6');
