package dev.tollgate.console;

import java.util.Arrays;
import java.util.Optional;

/// The passphrase of a backup: from a variable where nobody types, else asked for without showing it.
final class Passphrases {
    static final String VARIABLE = "TOLLGATE_BACKUP_PASSPHRASE";

    private Passphrases() {}

    /// @throws ExportAsk.Wrong where there is none to be had, or the two typed ones differ
    static char[] make() {
        var typed = read("Passphrase for the provider keys: ");
        if (Optional.ofNullable(System.console()).isPresent() && System.getenv(VARIABLE) == null
                && !Arrays.equals(typed, read("Once more: "))) {
            throw new ExportAsk.Wrong("The two passphrases differ. Nothing was written.");
        }
        return typed;
    }

    static char[] ask() {
        return read("Passphrase of the backup: ");
    }

    private static char[] read(String prompt) {
        var given = System.getenv(VARIABLE);
        if (given != null) {
            return given.toCharArray();
        }
        return Optional.ofNullable(System.console()).map(console -> console.readPassword("%s", prompt))
                .filter(typed -> typed.length > 0)
                .orElseThrow(() -> new ExportAsk.Wrong("A passphrase is needed: type one, or set " + VARIABLE + "."));
    }
}
