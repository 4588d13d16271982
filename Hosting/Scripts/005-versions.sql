-- A record that was deleted and is made anew had its first versions again: an activation that held one of before could overwrite it, or delete a
-- reminder that is another one now. Every write takes its version from here instead. Seconds of a clock would give one twice to what is written more
-- than once in a second; a sequence for first versions alone, to what had been written often.
-- Numbers begin where no record has counted to. They go in tens, as hosts of the version before have the old texts until they end, and go on by one
-- from what they find. After 190 million writes, which are two days at a thousand a second, numbers begin again: no activation is stale for so long
-- and then holds the very number that its record has. Below the largest INTEGER is room for who goes on by one.
CREATE SEQUENCE orleans_versions AS INTEGER INCREMENT 10 MINVALUE 100000000 MAXVALUE 2000000000 CYCLE;

UPDATE OrleansQuery SET QueryText = '
    WITH changed AS (
        UPDATE orleans_storage SET payload = @PayloadBinary, version = nextval(''orleans_versions''), changed_at = now()
        WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = coalesce(@GrainIdExtensionString, '''')
            AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion::INTEGER
        RETURNING version),
    made AS (
        INSERT INTO orleans_storage (service_id, grain_type, n0, n1, grain_key, version, payload)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), nextval(''orleans_versions''), @PayloadBinary
        WHERE @GrainStateVersion::INTEGER IS NULL
        ON CONFLICT DO NOTHING RETURNING version)
    SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM made'
WHERE QueryKey = 'WriteToStorageKey';

UPDATE OrleansQuery SET QueryText = '
    UPDATE orleans_storage SET payload = NULL, version = nextval(''orleans_versions''), changed_at = now()
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND grain_key = coalesce(@GrainIdExtensionString, '''')
        AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion::INTEGER
    RETURNING version AS NewGrainStateVersion'
WHERE QueryKey = 'ClearStorageKey';

UPDATE OrleansQuery SET QueryText = '
    INSERT INTO orleans_reminders (service_id, grain_id, reminder_name, start_time, period, grain_hash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, nextval(''orleans_versions''))
    ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
        SET start_time = excluded.start_time, period = excluded.period, grain_hash = excluded.grain_hash, version = excluded.version
    RETURNING version AS Version'
WHERE QueryKey = 'UpsertReminderRowKey';
