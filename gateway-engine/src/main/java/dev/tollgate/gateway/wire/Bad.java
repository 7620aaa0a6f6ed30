package dev.tollgate.gateway.wire;

import java.util.Optional;

/// A client's mistake, ready to be answered.
///
/// @param status 400, 408, 413, 415 …
/// @param code as in the table of refusals: `invalid_json`, `invalid_request`, `request_too_large` …
/// @param param the field at fault
public record Bad(int status, String code, Optional<String> param, String message) {}
