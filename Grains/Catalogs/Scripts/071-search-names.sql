-- The display name in lower case as .NET makes it: what the databases make of letters beyond ASCII depends on which they are and how
-- they were set up. Null in rows from before, until they are written again.
ALTER TABLE users ADD COLUMN search_name TEXT;
ALTER TABLE workspaces ADD COLUMN search_name TEXT;
