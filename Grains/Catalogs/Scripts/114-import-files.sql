-- Files of imports lie apart: SQLite writes the whole row anew when an import tells how far it is, and a file has megabytes. What a gateway of the
-- version before takes in while the two are exchanged is imported again.
CREATE TABLE user_import_files (
    import TEXT PRIMARY KEY,
    file   TEXT NOT NULL
);

INSERT INTO user_import_files (import, file) SELECT id, file FROM user_imports WHERE file IS NOT NULL;

UPDATE user_imports SET file = NULL;
