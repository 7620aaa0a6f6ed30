package dev.tollgate.console.routes;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.config.ConfigCheck;
import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Vault;
import dev.tollgate.gateway.control.Applied;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the page has the engine change. Blocks on disk and keychain, so never on the JavaFX thread; throws nothing.
final class Desk {
    private static final String AUTHOR = "console";

    private final Gateway gateway;

    Desk(Gateway gateway) {
        this.gateway = gateway;
    }

    /// The file that alone may change this configuration, where there is one.
    Optional<Path> file() {
        return gateway.configFile();
    }

    /// All of them or none; none where somebody else has changed one of them.
    Outcome commit(List<RouteEdit> edits) {
        return apply(config -> {
            var next = config;
            for (var edit : edits) {
                if (edit.clashes(next)) {
                    throw new Clash(edit.name());
                }
                next = edit.into(next);
            }
            return next;
        }, "");
    }

    /// One provider, with the keys that were pasted for it.
    Outcome save(ProviderEdit edit) {
        return apply(config -> {
            if (edit.clashes(config)) {
                throw new Clash(edit.before().or(edit::after).map(Provider::name).orElse(""));
            }
            return edit.into(config);
        }, "");
    }

    /// Keeps what was pasted, then saves.
    Outcome save(ProviderDraft draft) {
        try {
            if (file().isPresent()) {
                return new Outcome.Refused(readOnly());
            }
            var wrong = wrong(draft);
            if (wrong.isPresent()) {
                return new Outcome.Refused(wrong.get());
            }
            var where = new LinkedHashSet<String>();
            var credentials = new ArrayList<Credential>();
            for (var key : draft.keys()) {
                credentials.add(key.credential(secret -> keep(draft.name(), secret, where)));
            }
            var edit = new ProviderEdit(draft.before(), Optional.of(draft.provider(credentials)), -1);
            return switch (save(edit)) {
                case Outcome.Saved _ when !where.isEmpty() ->
                    new Outcome.Saved("Its key is in " + String.join(" and in ", where) + ".");
                case Outcome other -> other;
            };
        } catch (RuntimeException fault) {
            return new Outcome.Refused("It could not be saved: " + words(fault));
        }
    }

    private Secret keep(String owner, String secret, Set<String> where) {
        Vault.Kept kept = gateway.control().keep(owner, secret);
        where.add(kept.where());
        return kept.reference();
    }

    /// What would be refused anyway is said before a key is kept.
    private Optional<String> wrong(ProviderDraft draft) {
        var config = gateway.config();
        var edit = new ProviderEdit(draft.before(), Optional.of(draft.provider(List.of())), -1);
        if (edit.clashes(config)) {
            return Optional.empty();
        }
        return problems(ConfigCheck.of(edit.into(config)).stream().filter(p -> !p.warning()).toList());
    }

    private interface Change {
        GatewayConfig of(GatewayConfig config);
    }

    private Outcome apply(Change change, String note) {
        try {
            return switch (gateway.control().apply(AUTHOR, change::of)) {
                case Applied.InForce _ -> new Outcome.Saved(note);
                case Applied.Wrong(var problems) -> new Outcome.Refused(problems(problems).orElse("Nothing changed."));
                case Applied.ReadOnly _ -> new Outcome.Refused(readOnly());
            };
        } catch (Clash clash) {
            return new Outcome.Clashed(clash.name);
        } catch (RuntimeException fault) {
            return new Outcome.Refused("It could not be saved: " + words(fault));
        }
    }

    private static Optional<String> problems(List<Problem> problems) {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of("Nothing was changed. " + problems.stream().map(p -> p.path() + " " + p.message())
                        .collect(Collectors.joining("; ")) + ".");
    }

    String readOnly() {
        return "This home is configured by " + file().map(Path::toString).orElse("a file")
                + ", which alone may change it. It is read again whenever it is saved.";
    }

    private static String words(RuntimeException fault) {
        return Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
    }

    /// Somebody else has changed the same: leaves the change without a version.
    private static final class Clash extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String name;

        Clash(String name) {
            super(name);
            this.name = name;
        }
    }
}
