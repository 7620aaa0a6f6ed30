-- Smoke tests: a row for each run, and one for each cell of it. Instants are microseconds since the epoch, money is pico-dollars.
CREATE TABLE IF NOT EXISTS smoke_run (
  id VARCHAR PRIMARY KEY,
  started BIGINT NOT NULL,
  ended BIGINT NOT NULL,
  author VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  checks INT NOT NULL,
  calls INT NOT NULL,
  picos BIGINT NOT NULL,
  unpriced INT NOT NULL,
  ceiling BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS smoke_run_started ON smoke_run (started);

-- `number` of 0: no assertion is to be named. `amount` of -1: the check measures nothing.
CREATE TABLE IF NOT EXISTS smoke_cell (
  run VARCHAR NOT NULL,
  place INT NOT NULL,
  target VARCHAR NOT NULL,
  what VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  at BIGINT NOT NULL,
  cause VARCHAR NOT NULL,
  detail VARCHAR NOT NULL,
  assertion VARCHAR NOT NULL,
  number INT NOT NULL,
  assertions INT NOT NULL,
  amount BIGINT NOT NULL,
  calls INT NOT NULL,
  picos BIGINT NOT NULL,
  took BIGINT NOT NULL,
  sent VARCHAR NOT NULL,
  received VARCHAR NOT NULL,
  curl VARCHAR NOT NULL,
  requests VARCHAR NOT NULL,
  PRIMARY KEY (run, place)
);
CREATE INDEX IF NOT EXISTS smoke_cell_latest ON smoke_cell (target, what, at);
