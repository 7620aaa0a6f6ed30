package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Attribution;
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
    /// Output tokens of the largest picture in the best quality, as OpenAI lists them (6,240 for 1024 × 1536).
    private static final long PICTURE = 6_240;
    /// Tokens of text for a second of speech that was heard.
    private static final long TRANSCRIBED = 5;
    /// Tokens of sound for a second, and for a character that is spoken.
    private static final long HEARD = 20;
    private static final long SPOKEN = 2;

    static Estimate of(Setup setup, Plan plan, Ask ask, Attribution who, Instant at) {
        if (ask.called().isKept()) {
            return new Estimate(0, 0, 0, Optional.empty());
        }
        boolean strict = strict(setup.config().budgets(), who);
        long input = input(ask, strict);
        long dearest = 0;
        long longest = 0;
        Optional<String> unpriced = Optional.empty();
        for (Choice choice : plan.choices()) {
            long output = output(choice, ask);
            longest = Math.max(longest, output);
            var most = setup.prices().most(choice.id(), choice.provider().free(), input, output, ask.pieces(), at);
            dearest = Math.max(dearest, most.orElse(plan.route().standInPicos()));
            if (most.isEmpty() && unpriced.isEmpty()) {
                unpriced = Optional.of(choice.id().label());
            }
        }
        return new Estimate(dearest, sum(input, longest), Math.min(input, Estimator.tokens(ask.inputBytes())),
                unpriced);
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
        if (!ask.endpoint().writes()) {
            return pieces(ask);
        }
        long each = ask.maxOutput().orElseGet(() -> choice.target().maxOutput().orElseGet(
                () -> known(choice)));
        return each > Long.MAX_VALUE / ask.choices() ? Long.MAX_VALUE : each * ask.choices();
    }

    /// What models write that are no language models: pictures, sound, transcripts.
    private static long pieces(Ask ask) {
        return switch (ask.endpoint()) {
            case IMAGES -> PICTURE * ask.choices();
            case AUDIO -> ask.upload().isPresent()
                    ? TRANSCRIBED * ask.upload().get().likelySeconds()
                    : SPOKEN * ask.inputBytes();
            case CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES, MESSAGES, GENERATE, MODERATIONS, RERANK, FILES, BATCHES,
                    COUNT_TOKENS, CONVERSE, OLLAMA_CHAT ->
                0;
        };
    }

    private static long input(Ask ask, boolean strict) {
        return switch (ask.endpoint()) {
            case COUNT_TOKENS, MODERATIONS, FILES, BATCHES -> 0; // nobody is billed for these
            case AUDIO -> ask.upload().map(sound -> HEARD * sound.likelySeconds())
                    .orElseGet(() -> Estimator.upperBound(ask.inputBytes(), strict));
            case CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES, MESSAGES, GENERATE, IMAGES, RERANK, CONVERSE, OLLAMA_CHAT ->
                Estimator.upperBound(ask.inputBytes(), strict);
        };
    }

    private static long known(Choice choice) {
        return Catalogue.model(choice.provider(), choice.id().model()).map(m -> m.maxOutput().orElse(UNKNOWN_OUTPUT))
                .orElse(UNKNOWN_OUTPUT);
    }
}
