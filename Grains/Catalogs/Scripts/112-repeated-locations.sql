-- Where the answer to a call leads: it is given again, too.
ALTER TABLE repeated_calls ADD COLUMN location TEXT;
