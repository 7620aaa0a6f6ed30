-- What an alarm's value was counted over, in milliseconds; null where that has no end, or was not kept.
ALTER TABLE alarm ADD COLUMN IF NOT EXISTS window_ms BIGINT;
