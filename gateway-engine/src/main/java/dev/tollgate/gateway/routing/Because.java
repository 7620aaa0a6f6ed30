package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.term.Fault;
import java.time.Duration;
import java.util.Optional;

/// Why a target rests, in words that people read in lists, messages and events.
final class Because {
    static final String PROBE_OUT = "one call is trying whether it is back";
    static final String BACK = "it answers again";

    private Because() {}

    static String of(Fault fault, Optional<Duration> wish) {
        return fault == Fault.AUTH
                ? "its credential was refused; it is tried again every 5 minutes until the credential is changed"
                : fault.said() + wish.map(w -> ", asked to wait " + w.toSeconds() + " s").orElse("");
    }

    static String failures(HealthRule rule, Fault last) {
        return rule.failures() + " failures in " + rule.window().toSeconds() + " s, the last: " + last.said();
    }

    static String probe(Fault fault) {
        return fault == Fault.AUTH ? of(fault, Optional.empty()) : "still failing: " + fault.said();
    }
}
