package dev.tollgate.console.settings;

import dev.tollgate.gateway.backup.MissingKey;
import dev.tollgate.gateway.control.KeptSecrets;
import java.util.List;

/// How it stands with the secrets of this home.
///
/// @param missing what the configuration names and this machine does not give
/// @param unused what is kept and not in use
record SecretsSeen(List<MissingKey> missing, List<KeptSecrets.Unused> unused) {
    SecretsSeen {
        missing = List.copyOf(missing);
        unused = List.copyOf(unused);
    }
}
