-- Entries stand in the order in which they are read, and have no other index: each one more is written with every
-- request. `place` is the start in milliseconds * 2^21 + the sequence's last 21 bits; the id is in the body.
CREATE TABLE IF NOT EXISTS request (
  place BIGINT PRIMARY KEY,
  seq BIGINT NOT NULL,
  combo INT NOT NULL,
  picos BIGINT NOT NULL,
  attempts INT NOT NULL,
  usr VARCHAR, task VARCHAR, thread VARCHAR, caller VARCHAR,
  tags VARCHAR,             -- |one|two|
  app_outcome VARCHAR,
  body VARBINARY NOT NULL
);
INSERT INTO request SELECT FLOOR(started / 1000) * 2097152 + MOD(seq, 2097152), seq, combo, picos, attempts, usr, task,
  thread, caller, tags, app_outcome, body FROM entry WHERE NOT EXISTS (SELECT 1 FROM request);
MERGE INTO mark KEY (name) SELECT 'highest', COALESCE(MAX(seq), 0) FROM request;
