-- The state of grains. One row a grain, by a key that says all: two activations that write for the first time at once cannot both
-- succeed. An answer without a version is a conflict. Half-filled pages let an update stay on its page.
CREATE TABLE orleans_storage (
    service_id TEXT        NOT NULL,
    grain_type TEXT        NOT NULL,
    n0         BIGINT      NOT NULL,
    n1         BIGINT      NOT NULL,
    grain_key  TEXT        NOT NULL,
    version    INTEGER     NOT NULL,
    payload    BYTEA,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (service_id, grain_type, grain_key, n0, n1)
) WITH (fillfactor = 60);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, version AS Version FROM orleans_storage
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = coalesce(@GrainIdExtensionString, '''')
        AND n0 = @GrainIdN0 AND n1 = @GrainIdN1'),

('WriteToStorageKey', '
    WITH changed AS (
        UPDATE orleans_storage SET payload = @PayloadBinary, version = version + 1, changed_at = now()
        WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = coalesce(@GrainIdExtensionString, '''')
            AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion::INTEGER
        RETURNING version),
    made AS (
        INSERT INTO orleans_storage (service_id, grain_type, n0, n1, grain_key, version, payload)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), 1, @PayloadBinary
        WHERE @GrainStateVersion::INTEGER IS NULL
        ON CONFLICT DO NOTHING RETURNING version)
    SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM made'),

('ClearStorageKey', '
    UPDATE orleans_storage SET payload = NULL, version = version + 1, changed_at = now()
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = coalesce(@GrainIdExtensionString, '''')
        AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion::INTEGER
    RETURNING version AS NewGrainStateVersion'),

('DeleteStorageKey', '
    DELETE FROM orleans_storage
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = coalesce(@GrainIdExtensionString, '''')
        AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion::INTEGER
    RETURNING version + 1 AS NewGrainStateVersion');
