-- A step of its own, since the one before may be done again.
DROP TABLE IF EXISTS entry;
