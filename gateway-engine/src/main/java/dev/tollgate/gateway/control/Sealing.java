package dev.tollgate.gateway.control;

import dev.tollgate.gateway.access.Keys;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.ConfigText;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.SecretBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Secrets that stand in a configuration as themselves, and the references that stand for them. What is kept in the
/// database holds none: a key's is a hash there, any other is in the home's encrypted file. It works on the written
/// form, so that a secret of any section is found.
public final class Sealing {
    private static final String LITERAL = "literal:";
    private static final String HASH = "hash:";
    private static final String STORED = "stored:";

    private Sealing() {}

    /// The configuration without literal secrets: those of keys as hashes, the others put into the box.
    static GatewayConfig sealed(GatewayConfig config, SecretBox box) {
        var text = ConfigText.write(config);
        if (!text.contains(LITERAL)) {
            return config;
        }
        return parsed(Scalars.replaced(text, scalar -> literal(scalar).map(secret -> ofKey(scalar.path())
                ? HASH + "sha256:" + Keys.hash(secret)
                : STORED + kept(id(scalar.path()), secret, box))), config);
    }

    /// Under a name that no other secret has: an older version of the configuration goes on meaning what it meant.
    private static String kept(String id, String secret, SecretBox box) {
        var name = id;
        for (int n = 2; box.get(name).filter(other -> !other.equals(secret)).isPresent(); n++) {
            name = id + "-" + n;
        }
        return box.put(name, secret);
    }

    /// The configuration's text as it may leave the home: hashes stay, since apps go on with their keys; any other
    /// secret is a reference.
    public static String exported(GatewayConfig config) {
        return Scalars.replaced(ConfigText.write(config), scalar -> literal(scalar).map(secret -> ofKey(scalar.path())
                ? HASH + "sha256:" + Keys.hash(secret)
                : STORED + id(scalar.path())));
    }

    /// As [#exported], with a name in place of each hash too: what the endpoints show.
    public static String masked(GatewayConfig config) {
        return Scalars.replaced(exported(config), scalar -> scalar.value().startsWith(HASH)
                ? Optional.of(STORED + id(scalar.path()))
                : Optional.empty());
    }

    /// A text in which the names that [#masked] gave stand for the secrets they stood for.
    public static String unmasked(String text, GatewayConfig config) {
        var known = new HashMap<String, String>();
        for (var scalar : Scalars.of(ConfigText.write(config))) {
            if (scalar.value().startsWith(LITERAL) || scalar.value().startsWith(HASH)) {
                known.put(STORED + id(scalar.path()), scalar.value());
            }
        }
        return replacing(text, known);
    }

    private static String replacing(String text, Map<String, String> known) {
        return known.isEmpty()
                ? text
                : Scalars.replaced(text, scalar -> Optional.ofNullable(known.get(scalar.value())));
    }

    /// The references to secrets of this home that a configuration has, by the place they stand at.
    public static Map<String, String> references(GatewayConfig config) {
        return references(ConfigText.write(config));
    }

    static Map<String, String> references(String text) {
        var found = new HashMap<String, String>();
        for (var scalar : Scalars.of(text)) {
            for (var kind : List.of(STORED, "keychain:", "env:", "file:")) {
                if (scalar.value().startsWith(kind) && isSecret(scalar.path())) {
                    found.put(String.join(" ", scalar.path()), scalar.value());
                }
            }
        }
        return found;
    }

    private static boolean isSecret(List<String> path) {
        return path.contains("credentials") || path.getLast().equals("secret") || path.getLast().equals("admin_key");
    }

    private static Optional<String> literal(Scalars.Scalar scalar) {
        return Optional.of(scalar.value()).filter(value -> value.startsWith(LITERAL) && isSecret(scalar.path()))
                .map(value -> value.substring(LITERAL.length()));
    }

    private static boolean ofKey(List<String> path) {
        return path.getFirst().equals("keys") && path.getLast().equals("secret");
    }

    /// `openai` for its first credential, `openai#2` for the next; `key-web`, `key-web-1` for a former secret; `admin`.
    private static String id(List<String> path) {
        if (path.getFirst().equals("providers") && path.size() > 1) {
            var number = path.stream().skip(2).filter(part -> part.matches("\\d+")).findFirst().orElse("1");
            return path.get(1) + (number.equals("1") ? "" : "#" + number);
        }
        if (path.getFirst().equals("keys") && path.size() > 1) {
            return "key-" + path.get(1) + (path.size() > 3 ? "-" + path.get(3) : "");
        }
        return path.getFirst().equals("admin_key") ? "admin" : String.join("-", path);
    }

    private static GatewayConfig parsed(String text, GatewayConfig otherwise) {
        return switch (ConfigFile.parse(text, "configuration", otherwise.billingZone())) {
            case ConfigFile.Parsed.Good(var config, var _) -> config;
            case ConfigFile.Parsed.Wrong(var _) -> otherwise; // the check that follows says what is wrong with it
        };
    }
}
