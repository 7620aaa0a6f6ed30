package dev.tollgate.gateway.backup;

import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.control.KeptSecrets;
import dev.tollgate.gateway.control.Sealing;
import dev.tollgate.gateway.request.LiveSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the system's keychain told of the entries that this home names; it is asked with a time-out each, and one that
/// hangs is asked once.
///
/// @param found secrets by the name of their entry
/// @param leftOut what the configuration in force needs and the keychain does not tell, in words
record FromKeychain(Map<String, String> found, List<String> leftOut) {
    static final FromKeychain NONE = new FromKeychain(Map.of(), List.of());

    FromKeychain {
        found = Map.copyOf(found);
        leftOut = List.copyOf(leftOut);
    }

    /// Blocks some seconds at most.
    static FromKeychain read(KeptSecrets kept, LiveSetup live) {
        var setup = live.current();
        var found = new LinkedHashMap<String, String>();
        kept.inKeychain().forEach(name -> setup.secrets().read(new Secret.Keychain(name))
                .ifPresent(secret -> found.put(name, secret)));
        var leftOut = new ArrayList<String>();
        Sealing.references(setup.config()).forEach((place, reference) -> {
            var name = reference.substring(reference.indexOf(':') + 1);
            if (reference.startsWith("keychain:") && !found.containsKey(name)) {
                leftOut.add(place + " (" + reference + "): "
                        + setup.secrets().problem(new Secret.Keychain(name)).orElse("it was not told"));
            }
        });
        return new FromKeychain(found, leftOut.stream().sorted().toList());
    }

    @Override
    public String toString() {
        return found.size() + " read, left out: " + leftOut;
    }
}
