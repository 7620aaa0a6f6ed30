package dev.tollgate.console.routes;

import dev.tollgate.console.fx.form.Check;
import dev.tollgate.gateway.config.ConfigCheck;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What the configuration's own check would say of one value, so that a field and a file refuse the same in the same
/// words.
final class Judge {
    private static final GatewayConfig NOTHING = GatewayConfig.empty(ZoneOffset.UTC);

    private Judge() {}

    /// A check that puts the value into an otherwise empty configuration and reads what is said of its path.
    ///
    /// @param end how the paths meant end
    static <T> Check<T> of(String end, Function<T, GatewayConfig> into) {
        return value -> first(ConfigCheck.of(into.apply(value)), end);
    }

    static GatewayConfig nothing() {
        return NOTHING;
    }

    /// The first mistake at such a path, as a sentence.
    static Optional<String> first(List<Problem> problems, String end) {
        return problems.stream().filter(p -> !p.warning() && p.path().endsWith(end)).findFirst()
                .map(p -> sentence(p.message()));
    }

    private static String sentence(String clause) {
        var text = clause.startsWith("must") || clause.startsWith("is ") ? "It " + clause : clause;
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
