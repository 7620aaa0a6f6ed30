package dev.tollgate.console.setup;

import dev.tollgate.console.feed.ProviderTrial;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.access.KeyMaker;
import dev.tollgate.gateway.access.Keys;
import dev.tollgate.gateway.access.Models;
import dev.tollgate.gateway.access.Resolution;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Vault;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.NewKey;
import dev.tollgate.gateway.entry.Ids;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.MemoryExchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;

/// What the card has the engine do. Blocks on network and disk, so never on the JavaFX thread; throws nothing.
final class Bench {
    static final String FIRST_KEY = "first-key";
    static final String EVERYTHING = "everything";

    private static final String AUTHOR = "console";
    private static final List<Budget.Step> STEPS = List.of(new Budget.Step(50, Budget.Action.NOTIFY),
            new Budget.Step(80, Budget.Action.NOTIFY), new Budget.Step(100, Budget.Action.BLOCK));
    private static final long FIRST_KEY_DAY = 5 * Picos.PER_USD;
    private final Gateway gateway;
    private final ProviderTrial trial;

    Bench(Gateway gateway) {
        this.gateway = gateway;
        this.trial = new ProviderTrial(gateway);
    }

    /// The key made for the first client, or why there is none.
    record Keyed(Optional<NewKey> key, String problem) {}

    /// What the test may cost at most, in words; reads shipped prices.
    String most(Wish wish) {
        return trial.most(wish.trial(gateway.config()), wish.secret().isPresent(), wish.model());
    }

    /// Where the key will be kept, in words.
    String place() {
        return gateway.control().keepingPlace();
    }

    /// Tries it, and where it answers, keeps it.
    Trial test(Wish wish) {
        return switch (trial.run(wish.trial(gateway.config()), wish.secret(), wish.model())) {
            case ProviderTrial.Result.Works(var said) -> save(wish, said);
            case ProviderTrial.Result.Fails(var message, var detail, var passing, var askModel) ->
                new Trial.Failed(message, detail, passing, askModel);
        };
    }

    /// Keeps its key and puts it into the configuration.
    Trial save(Wish wish, String result) {
        var control = gateway.control();
        try {
            var vault = wish.secret().map(typed -> control.keep(wish.name(gateway.config()), typed));
            var kept = vault.map(Vault.Kept::reference);
            if (file().isPresent()) {
                return readOnly(wish, result, kept);
            }
            var applied = control.apply(AUTHOR, config -> wish.into(config, kept));
            return problem(applied).<Trial>map(Trial.Failed::of).orElseGet(
                    () -> new Trial.Passed(result, vault.map(Vault.Kept::where)));
        } catch (RuntimeException fault) {
            return Trial.Failed.of("It could not be saved: " + words(fault));
        }
    }

    /// The file that alone may change this configuration, where there is one.
    Optional<Path> file() {
        return gateway.configFile();
    }

    /// The key of the provider is kept in the home or the keychain by now, that of the first client is made but in force
    /// nowhere: the lines name both without showing either.
    private Trial readOnly(Wish wish, String result, Optional<Secret> kept) {
        var config = gateway.config();
        var key = config.keys().isEmpty()
                ? Optional.of(new NewKey(freeName(config), KeyMaker.make()))
                : Optional.<NewKey>empty();
        var lines = wish.yaml(config, kept) + key.map(Bench::yaml).orElse("");
        return new Trial.ReadOnly(result, file().orElseThrow().toString(), lines, key);
    }

    private static String yaml(NewKey key) {
        var name = key.name();
        return "\nkeys:\n  - name: " + name + "\n    secret: \"hash:sha256:" + Keys.hash(key.secret())
                + "\"\nbudgets:\n  - { name: "
                + name + "-day, scope: { key: " + name + " }, window: day, usd: " + FIRST_KEY_DAY / Picos.PER_USD
                + " }";
    }

    /// Whether what was to be written into the file is in force now.
    boolean arrived(Wish wish, Optional<NewKey> key) {
        var config = gateway.config();
        return config.providers().stream().anyMatch(each -> each.baseUrl().equals(wish.url()))
                && (key.isEmpty() || !config.keys().isEmpty());
    }

    /// The key a client of a file-bound home is to use: the one made for it, or the first the file has.
    Optional<String> keyInFile(Optional<NewKey> made) {
        var names = gateway.config().keys().stream().map(KeyEntry::name).toList();
        return made.map(NewKey::name).filter(names::contains).or(() -> names.stream().findFirst());
    }

    /// Makes `first-key`, or the first such name that is free, with a cap of $5 a day.
    Keyed makeKey() {
        try {
            var made = gateway.control().makeKey(AUTHOR, freeName(gateway.config()), OptionalLong.of(FIRST_KEY_DAY));
            return new Keyed(made.key(), problem(made.applied()).orElse(""));
        } catch (RuntimeException fault) {
            return new Keyed(Optional.empty(), "The key could not be made: " + words(fault));
        }
    }

    private static String freeName(GatewayConfig config) {
        var name = FIRST_KEY;
        for (int i = 2; taken(config, name); i++) {
            name = FIRST_KEY + "-" + i;
        }
        return name;
    }

    private static boolean taken(GatewayConfig config, String name) {
        return config.keys().stream().anyMatch(key -> key.name().equals(name))
                || config.budgets().stream().anyMatch(budget -> budget.name().equals(name + "-day"));
    }

    /// Sets what the whole home may cost a day.
    ///
    /// @return what is wrong with it, empty when it is in force
    String capDay(long picos) {
        try {
            return problem(gateway.control().apply(AUTHOR, config -> capped(config, picos))).orElse("");
        } catch (RuntimeException fault) {
            return "It could not be saved: " + words(fault);
        }
    }

    private static GatewayConfig capped(GatewayConfig config, long picos) {
        var budgets = new ArrayList<Budget>();
        var capped = Budget.usd(EVERYTHING, Scope.EVERYTHING, Budget.Calendar.DAY, picos).withSteps(STEPS);
        for (var budget : config.budgets()) {
            if (budget.name().equals(EVERYTHING)) {
                capped = capped.withSteps(budget.steps()).withExempt(budget.exempt()).withStrict(budget.strict());
            } else {
                budgets.add(budget);
            }
        }
        budgets.addFirst(capped);
        return config.withBudgets(budgets);
    }

    /// What a client writes for this model so that this provider answers: its bare name where that is enough.
    String modelName(Wish wish) {
        var config = gateway.config();
        var name = wish.name(config);
        boolean bare = Models.resolve(config, wish.model()) instanceof Resolution.Found(var route, var _)
                && route.targets().stream().findFirst().filter(t -> t.provider().equals(name)).isPresent();
        return bare ? wish.model() : name + "/" + wish.model();
    }

    /// One small call with this key through the gateway, as a client would make it.
    ///
    /// @return why it could not even be made, else empty: what became of it is in the ledger
    String call(String secret, String model) {
        var body = "{\"model\":\"%s\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":"
                .formatted(model.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"Say hello in five words.\"}]}";
        try {
            gateway.handler().handle(new MemoryExchange(id(), "POST", "/v1/chat/completions",
                    Head.of("Authorization", "Bearer " + secret, "Content-Type", "application/json", "User-Agent",
                            "Tollgate console"),
                    body.getBytes(StandardCharsets.UTF_8)));
            return "";
        } catch (RuntimeException fault) {
            return "The call could not be made: " + words(fault);
        }
    }

    private String id() {
        return Ids.of(gateway.time().instant(), UUID.randomUUID().getLeastSignificantBits());
    }

    private static Optional<String> problem(Applied applied) {
        return switch (applied) {
            case Applied.InForce _ -> Optional.empty();
            case Applied.Wrong(var problems) -> Optional.of("Nothing was changed. "
                    + problems.stream().map(Bench::line).collect(Collectors.joining("; ")) + ".");
            case Applied.ReadOnly(var file) -> Optional.of(readOnly(file));
        };
    }

    private static String line(Problem problem) {
        return problem.path() + " " + problem.message();
    }

    private static String readOnly(String file) {
        return "The configuration of this home comes from " + file + ", which alone may change it. Add it there; it is"
                + " read again when you save.";
    }

    private static String words(RuntimeException fault) {
        return Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
    }
}
