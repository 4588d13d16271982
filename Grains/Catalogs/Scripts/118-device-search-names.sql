-- As users and workspaces have it (071): the display name in lower case as .NET makes it. Null in rows from before, until they are
-- written again.
ALTER TABLE devices ADD COLUMN search_name TEXT;
