package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueModel;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.request.Setup;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a run is going to do, before it does anything. Immutable.
///
/// @param calls real calls to providers; a few more where one has to be made again
/// @param expectedPicos pico-dollars that it is likely to cost, as far as prices are known
/// @param mostPicos pico-dollars that it can cost at most, as far as prices are known
/// @param unpriced targets whose price is not known: no ceiling in money holds for them
/// @param mostTokens of output that all calls together may bring
public record SmokePlan(SmokeAsk ask, int calls, long expectedPicos, long mostPicos, List<String> unpriced,
        long mostTokens) {
    public SmokePlan {
        unpriced = List.copyOf(unpriced);
    }

    static SmokePlan of(SmokeAsk ask, Setup setup, Instant now) {
        int calls = 0;
        long expected = 0;
        long most = 0;
        long tokens = 0;
        var unpriced = new ArrayList<String>();
        for (var target : ask.targets()) {
            var provider = setup.config().provider(target.provider()).orElseThrow();
            var cap = cap(provider, target.model());
            var rates = setup.prices().rates(target, provider.free(), now);
            if (!rates.priced()) {
                unpriced.add(target.label());
            }
            for (var probe : probes(ask, provider, target).toList()) {
                long bytes = probe.body(target.model(), cap).length();
                long output = probe.endpoint() == Endpoint.CHAT ? cap.tokens() : 0;
                calls++;
                tokens += output;
                expected += Math.max(0, rates.picos(Estimator.tokens(bytes), probe.typicalOutput()));
                most += setup.prices().most(target, provider.free(), Estimator.upperBound(bytes, true), output, now)
                        .orElse(0);
            }
        }
        return new SmokePlan(ask, calls, expected, most, unpriced, tokens);
    }

    private static Stream<Probe> probes(SmokeAsk ask, Provider provider, TargetId target) {
        boolean embeds = makesEmbeddings(provider, target.model());
        return Arrays.stream(Check.values()).filter(ask.checks()::contains).flatMap(c -> c.probes(embeds).stream())
                .distinct();
    }

    static Probe.Cap cap(Provider provider, String model) {
        return Probe.Cap.of(Catalogue.sendsMaxCompletionTokens(provider, model));
    }

    static boolean makesEmbeddings(Provider provider, String model) {
        return Catalogue.model(provider, model).map(CatalogueModel::kind).map(kind -> kind == Endpoint.EMBEDDINGS)
                .orElseGet(() -> model.toLowerCase(Locale.ROOT).contains("embed"));
    }
}
