package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The part of [ConfigCheck] that looks at price rows. Rates outside $0.0001 to $10,000 per million are mostly a price
/// per token or per thousand, so they get a warning.
final class PriceCheck {
    private static final long LEAST = 100;
    private static final long MOST = 10_000_000_000L;

    private final GatewayConfig config;
    private final Findings found;
    private final List<String> providers;

    PriceCheck(GatewayConfig config, Findings found) {
        this.config = config;
        this.found = found;
        this.providers = new ArrayList<>(config.providers().stream().map(Provider::name).toList());
        Catalogue.providers().stream().flatMap(known -> Stream.of(known.id(), known.pricedAs())).distinct()
                .forEach(providers::add);
    }

    void run() {
        var rows = found.once("a price of this provider and model from this instant");
        for (int i = 0; i < config.prices().size(); i++) {
            var path = "prices[" + i + "]";
            var row = config.prices().get(i);
            row(path, row);
            rows.see(List.of(row.provider(), row.model(), row.from(), row.batch()), path);
        }
    }

    private void row(String path, PriceRow row) {
        found.check(!row.provider().isBlank(), path + ".provider", "must not be empty");
        found.check(!row.model().isBlank(), path + ".model", "must not be empty");
        if (!providers.contains(row.provider())) {
            found.warning(path + ".provider", "no provider has the name '" + row.provider() + "'"
                    + Near.hint(row.provider(), providers) + ", so this price is never used");
        }
        row.until().ifPresent(until -> found.check(until.isAfter(row.from()), path + ".until", "must be after from"));
        found.check(!row.rates().isEmpty() || row.requestPicos() > 0, path,
                "a price needs a rate such as input or output, or request_usd; what costs nothing says input: 0 and"
                        + " output: 0");
        found.check(row.requestPicos() >= 0, path + ".request_usd", "must not be negative");
        rates(path, row.rates());
        tiers(path + ".tiers", row.tiers());
    }

    private void rates(String path, Map<Unit, Long> rates) {
        rates.forEach((unit, rate) -> {
            var at = path + "." + unit.priceField();
            found.check(rate >= 0 && unit != Unit.REQUESTS, at, "must not be negative");
            if (!unit.isPricedByPiece() && rate != 0 && (rate < LEAST || rate > MOST)) {
                found.warning(at, "$" + Picos.usdPerMillion(rate) + " per million tokens is unusual; is it a price for"
                        + " another number of tokens?");
            }
        });
    }

    private void tiers(String path, List<PriceRow.Tier> tiers) {
        var thresholds = found.once("a tier's threshold");
        for (int i = 0; i < tiers.size(); i++) {
            var at = path + "[" + i + "]";
            var tier = tiers.get(i);
            found.check(tier.threshold() > 0, at, "a tier needs a threshold of at least 1 token");
            found.check(!tier.rates().isEmpty(), at, "a tier needs a rate such as input or output");
            thresholds.see(List.of(tier.threshold(), tier.inclusive()), at);
            rates(at, tier.rates());
        }
    }
}
