-- Orleans' ADO.NET providers know no SQL: they read it from this table at the start of a silo, by the keys that are inserted below
-- and in the scripts that follow. The names of this table, of the keys, of parameters and of the columns that are read are theirs.
CREATE TABLE OrleansQuery (
    QueryKey  VARCHAR(64) NOT NULL PRIMARY KEY,
    QueryText VARCHAR(8000) NOT NULL
);
