-- Which run of a gateway hands a row out. What was written before runs had names is nobody's.
ALTER TABLE hints ADD COLUMN owner TEXT NOT NULL DEFAULT '';

CREATE INDEX hints_by_owner ON hints (owner);

-- Runs of gateways that hand hints out. Each counts its beats up as long as it lives; what belongs to a run that is not here is nobody's.
CREATE TABLE hint_owners (
    owner TEXT   NOT NULL PRIMARY KEY,
    beats BIGINT NOT NULL
);
