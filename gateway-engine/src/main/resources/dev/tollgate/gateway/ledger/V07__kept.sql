-- Things that a provider keeps for a caller: files, batches, stored answers; whose they are, and by which credential
-- they can be had.
CREATE TABLE IF NOT EXISTS kept (
  id VARCHAR PRIMARY KEY,
  owner VARCHAR NOT NULL,     -- the key's name
  provider VARCHAR NOT NULL,
  credential VARCHAR NOT NULL,
  made BIGINT NOT NULL        -- seconds since the epoch
);
CREATE INDEX IF NOT EXISTS kept_made ON kept (made);
