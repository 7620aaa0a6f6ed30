package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.upstream.Beginning;
import dev.tollgate.gateway.upstream.Failure;
import dev.tollgate.gateway.upstream.Resumption;
import dev.tollgate.gateway.upstream.Sent;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Sink;
import java.util.Optional;

/// Who may go on with an answer that broke off when its client had a part of it, and how: once for a request. For its
/// thread.
final class Rescue {
    private final Plan plan;
    private final Ask ask;
    private final Sent sent = new Sent();
    private final boolean thinkable;
    private Optional<Beginning> from = Optional.empty();
    private boolean used;

    Rescue(Plan plan, Ask ask) {
        this.plan = plan;
        this.ask = ask;
        thinkable = ask.stream() && plan.choices().stream().skip(1).anyMatch(choice -> manner(choice).isPresent());
    }

    /// How a target would go on.
    private enum Manner {
        CONTINUE,
        RERUN
    }

    /// Where the client's bytes go, remembered only where somebody could go on from them.
    Sink through(Sink plain) {
        return thinkable && !used ? sent.to(plain) : plain;
    }

    /// An answer has broken off.
    ///
    /// @return why nobody may go on with it; empty where somebody may
    Optional<String> begin(Failure failure) {
        if (!thinkable || !isDeath(failure.fault())) {
            return Optional.of("");
        }
        if (used) {
            return Optional.of("it had been gone on with once already");
        }
        used = true;
        return switch (Beginning.of(ask, sent)) {
            case Beginning.Read.Unusable(var why) -> Optional.of(why);
            case Beginning.Read.Usable(var beginning) -> {
                from = Optional.of(beginning);
                yield Optional.empty();
            }
        };
    }

    private static boolean isDeath(Fault fault) {
        return fault.againstTarget() && fault != Fault.TIMEOUT_TOTAL;
    }

    /// Whether this target may take the call as it stands: any before the first content.
    boolean suits(Choice choice) {
        return from.isEmpty() || manner(choice).isPresent();
    }

    Optional<Resumption> resumption(Choice choice) {
        return from.flatMap(beginning -> manner(choice)
                .map(manner -> new Resumption(beginning, manner == Manner.CONTINUE)));
    }

    private Optional<Manner> manner(Choice choice) {
        return switch (plan.route().policy().rescue()) {
            case ERROR -> Optional.empty();
            case RERUN -> Optional.of(Manner.RERUN);
            case AUTO -> continues(choice) ? Optional.of(Manner.CONTINUE) : Optional.empty();
            case CONTINUE -> continues(choice)
                    ? Optional.of(Manner.CONTINUE)
                    : plan.choices().stream().skip(1).anyMatch(this::continues)
                            ? Optional.empty()
                            : Optional.of(Manner.RERUN);
        };
    }

    /// A beginning is none for a model that thinks first, and its rest fits no schema.
    private boolean continues(Choice choice) {
        return Catalogue.continues(choice.provider(), choice.target(), choice.id().model()) && !ask.json()
                && from.filter(beginning -> beginning.prompt().effort().wanted()).isEmpty();
    }
}
