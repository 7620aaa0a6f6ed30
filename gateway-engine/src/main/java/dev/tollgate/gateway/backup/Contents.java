package dev.tollgate.gateway.backup;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// What a backup says of itself, before anything is done with it.
///
/// @param tollgate the version that made it
/// @param entries requests in it, to within those of the moments it was made in; empty where an older version made it
/// @param withSecrets whether provider keys are in it, so that a passphrase is worth asking for
/// @param leftOut keys that should be in it and are not, since they could not be read then; in words
public record Contents(Instant made, String tollgate, OptionalLong entries, boolean withSecrets,
        List<String> leftOut) {
    public Contents {
        leftOut = List.copyOf(leftOut);
    }
}
