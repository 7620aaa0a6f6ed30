package dev.tollgate.gateway.config;

import java.util.Optional;
import java.util.regex.Pattern;

/// A credential that signs: `ACCESS_KEY_ID:SECRET_ACCESS_KEY`, or with `:SESSION_TOKEN` behind. Never prints itself.
/// Immutable.
///
/// @param session of temporary keys
public record AwsKeys(String id, String secret, Optional<String> session) {
    private static final Pattern KEYS = Pattern.compile("([^:\\s]+):([^:\\s]+)(?::([^:\\s]+))?");

    /// Empty for a text of any other shape, such as a Bedrock API key, which is sent as it stands.
    public static Optional<AwsKeys> read(String credential) {
        var found = KEYS.matcher(credential.strip());
        return found.matches()
                ? Optional.of(new AwsKeys(found.group(1), found.group(2), Optional.ofNullable(found.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "AwsKeys[…]";
    }
}
