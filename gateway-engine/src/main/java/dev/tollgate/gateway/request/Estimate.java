package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.wire.Ask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a call may cost at most: input by its bytes, output by its cap, at the dearest target that may serve.
///
/// @param picos pico-dollars to hold
/// @param unpriced the first target of the plan without a price
record Estimate(long picos, long inputTokens, Optional<String> unpriced) {
    /// Output tokens reserved where neither caller, target nor catalogue set a maximum.
    private static final long UNKNOWN_OUTPUT = 32_768;

    static Estimate of(Setup setup, Plan plan, Ask ask, Instant at) {
        boolean strict = strict(setup.config().budgets());
        long input = Estimator.upperBound(ask.inputBytes(), strict);
        long dearest = 0;
        Optional<String> unpriced = Optional.empty();
        for (Choice choice : plan.choices()) {
            var most = setup.prices().most(choice.id(), choice.provider().free(), input, output(choice, ask), at);
            dearest = Math.max(dearest, most.orElse(plan.route().standInPicos()));
            if (most.isEmpty() && unpriced.isEmpty()) {
                unpriced = Optional.of(choice.id().label());
            }
        }
        return new Estimate(dearest, Estimator.tokens(ask.inputBytes()), unpriced);
    }

    private static boolean strict(List<Budget> budgets) {
        for (var budget : budgets) {
            if (budget.strict()) {
                return true;
            }
        }
        return false;
    }

    private static long output(Choice choice, Ask ask) {
        if (ask.endpoint() == Endpoint.EMBEDDINGS) {
            return 0;
        }
        long each = ask.maxOutput().orElseGet(() -> choice.target().maxOutput().orElseGet(
                () -> known(choice)));
        return Math.multiplyExact(each, (long) ask.choices());
    }

    private static long known(Choice choice) {
        return Catalogue.model(choice.provider(), choice.id().model()).map(m -> m.maxOutput().orElse(UNKNOWN_OUTPUT))
                .orElse(UNKNOWN_OUTPUT);
    }
}
