package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.wire.Ask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a call may cost at most: input by its bytes, output by its cap, at the dearest target that may serve.
///
/// @param picos pico-dollars to hold
/// @param tokens input and output to hold
/// @param inputTokens a likely figure
/// @param unpriced the first target of the plan without a price
record Estimate(long picos, long tokens, long inputTokens, Optional<String> unpriced) {
    /// Output tokens reserved where neither caller, target nor catalogue set a maximum.
    private static final long UNKNOWN_OUTPUT = 32_768;

    static Estimate of(Setup setup, Plan plan, Ask ask, Attribution who, Instant at) {
        boolean strict = strict(setup.config().budgets(), who);
        long input = Estimator.upperBound(ask.inputBytes(), strict);
        long dearest = 0;
        long longest = 0;
        Optional<String> unpriced = Optional.empty();
        for (Choice choice : plan.choices()) {
            long output = output(choice, ask);
            longest = Math.max(longest, output);
            var most = setup.prices().most(choice.id(), choice.provider().free(), input, output, at);
            dearest = Math.max(dearest, most.orElse(plan.route().standInPicos()));
            if (most.isEmpty() && unpriced.isEmpty()) {
                unpriced = Optional.of(choice.id().label());
            }
        }
        return new Estimate(dearest, sum(input, longest), Estimator.tokens(ask.inputBytes()), unpriced);
    }

    private static long sum(long input, long output) {
        return Long.MAX_VALUE - input < output ? Long.MAX_VALUE : input + output;
    }

    private static boolean strict(List<Budget> budgets, Attribution who) {
        for (var budget : budgets) {
            if (budget.strict() && budget.scope().covers(who)) {
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
        return each > Long.MAX_VALUE / ask.choices() ? Long.MAX_VALUE : each * ask.choices();
    }

    private static long known(Choice choice) {
        return Catalogue.model(choice.provider(), choice.id().model()).map(m -> m.maxOutput().orElse(UNKNOWN_OUTPUT))
                .orElse(UNKNOWN_OUTPUT);
    }
}
