package dev.tollgate.gateway.ledger;

import java.time.Instant;

/// Who or what changed or stopped something.
///
/// @param author `console`, `admin API`, `alarm NAME` …
/// @param subject as [dev.tollgate.gateway.term.Subject#text] where a caller is meant
public record AuditRow(long id, Instant at, String author, String action, String subject, String detail) {}
