-- One row a request; `body` is the entry in the layout of EntryCodec, with its attempt where it had only one; the
-- columns are what questions filter by.
CREATE TABLE entry (
  seq BIGINT PRIMARY KEY,
  id VARCHAR NOT NULL,
  started BIGINT NOT NULL,  -- microseconds since the epoch
  combo INT NOT NULL,
  picos BIGINT NOT NULL,
  attempts INT NOT NULL,
  usr VARCHAR, task VARCHAR, thread VARCHAR, caller VARCHAR,
  tags VARCHAR,             -- |one|two|
  app_outcome VARCHAR,
  body VARBINARY NOT NULL
);
CREATE UNIQUE INDEX entry_id ON entry (id);
CREATE INDEX entry_started ON entry (started DESC, seq DESC, combo);

-- One row an attempt of requests that had several: id is the entry's seq * 256 + its number, so that they stand together.
CREATE TABLE attempt (id BIGINT PRIMARY KEY, combo INT NOT NULL, body VARBINARY NOT NULL);

-- Texts that come again in bodies.
CREATE TABLE word (id INT PRIMARY KEY, text VARCHAR NOT NULL);

-- Each combination of low-cardinality dimensions that occurred; unknown is ''.
CREATE TABLE combo (
  id INT PRIMARY KEY,
  d_key VARCHAR NOT NULL,
  d_owner VARCHAR NOT NULL,
  d_model VARCHAR NOT NULL,
  d_requested_model VARCHAR NOT NULL,
  d_response_model VARCHAR NOT NULL,
  d_provider VARCHAR NOT NULL,
  d_target VARCHAR NOT NULL,
  d_route VARCHAR NOT NULL,
  d_route_type VARCHAR NOT NULL,
  d_endpoint VARCHAR NOT NULL,
  d_customer VARCHAR NOT NULL,
  d_plan VARCHAR NOT NULL,
  d_workspace VARCHAR NOT NULL,
  d_agent VARCHAR NOT NULL,
  d_feature VARCHAR NOT NULL,
  d_environment VARCHAR NOT NULL,
  d_traffic VARCHAR NOT NULL,
  d_settlement VARCHAR NOT NULL,
  d_outcome VARCHAR NOT NULL
);

-- Values of dimensions that have many: user, task, thread, tag, caller.
CREATE TABLE subject (id INT PRIMARY KEY, dim VARCHAR NOT NULL, text VARCHAR NOT NULL);
CREATE UNIQUE INDEX subject_text ON subject (dim, text);

-- Roll-ups: id is the bucket's first minute since the epoch * 2^32 + combo (or subject); the counters of Totals are packed
-- in one column, since a chart reads a hundred thousand rows and fifteen columns take five times as long.
CREATE TABLE rollup_minute (id BIGINT PRIMARY KEY, counters VARBINARY NOT NULL);
CREATE TABLE rollup_hour (id BIGINT PRIMARY KEY, counters VARBINARY NOT NULL);
CREATE TABLE rollup_day (id BIGINT PRIMARY KEY, counters VARBINARY NOT NULL);
CREATE TABLE subject_day (id BIGINT PRIMARY KEY, counters VARBINARY NOT NULL);

CREATE TABLE mark (name VARCHAR PRIMARY KEY, num BIGINT NOT NULL);
INSERT INTO mark VALUES ('sequence', 0);
CREATE TABLE state (name VARCHAR PRIMARY KEY, text VARCHAR NOT NULL);
CREATE TABLE config_version (version BIGINT PRIMARY KEY, at BIGINT NOT NULL, author VARCHAR NOT NULL, text VARCHAR NOT NULL);
