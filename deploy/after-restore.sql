-- For a database of a cluster that was just restored, before any host starts. The backup holds the hosts that ran when it was taken: those that start
-- now would wait for them, and declare them dead one after the other.
TRUNCATE orleans_membership_version, orleans_membership, hint_owners, gateway_streams, device_streams;

-- Devices may show what was made after the backup: each is sent its list again. Hosts notice a restored database by themselves where PostgreSQL tells it
-- from the one before (another server, database or timeline).
DO $$ BEGIN
    -- A backup of a version that kept no such count.
    IF to_regclass('restores') IS NOT NULL THEN
        UPDATE restores SET identity = 'restored';
    END IF;
END $$;
