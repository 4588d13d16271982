-- How far a run of a gateway has come with what mailboxes missed before it: 0 not begun, 1 at it, 2 done, by it or by one that lived before.
ALTER TABLE hint_owners ADD COLUMN caught_up INT NOT NULL DEFAULT 0;
