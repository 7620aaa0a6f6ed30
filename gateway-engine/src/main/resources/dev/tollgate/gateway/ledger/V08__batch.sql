-- What a batch came to is charged once, to the request that made it.
ALTER TABLE kept ADD COLUMN IF NOT EXISTS entry VARCHAR;   -- of a batch: the request that made it
ALTER TABLE kept ADD COLUMN IF NOT EXISTS batch VARCHAR;   -- of a file: the batch whose output it is
ALTER TABLE kept ADD COLUMN IF NOT EXISTS charged BOOLEAN DEFAULT FALSE NOT NULL;
