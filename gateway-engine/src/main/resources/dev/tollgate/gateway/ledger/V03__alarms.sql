-- Every alarm that was raised; an open one has no end.
CREATE TABLE IF NOT EXISTS alarm (
  id BIGINT PRIMARY KEY,
  rule VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  measure VARCHAR NOT NULL,  -- what amounts are counted in
  subject VARCHAR NOT NULL,  -- as term.Subject writes it
  severity VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  started BIGINT NOT NULL,   -- microseconds since the epoch
  ended BIGINT,
  snoozed_until BIGINT,
  amount BIGINT NOT NULL,
  worst BIGINT NOT NULL,
  usual BIGINT,
  threshold BIGINT NOT NULL,
  acts VARCHAR NOT NULL,     -- what was done by itself, words with commas
  note VARCHAR NOT NULL
);
CREATE INDEX IF NOT EXISTS alarm_started ON alarm (started DESC);

-- Who or what changed or stopped anything.
CREATE TABLE IF NOT EXISTS audit (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  author VARCHAR NOT NULL,
  action VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  detail VARCHAR NOT NULL
);
