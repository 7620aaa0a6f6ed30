package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueModel;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.routing.TargetState;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the rows of a route's targets from what is known at one moment.
record Ladder(GatewayConfig config, PriceBook prices, Health health, List<TargetState> states, Rates rates,
        Instant now) {
    private static final long MILLION = 1_000_000;

    List<TargetRow> rows(Route route, Optional<Route> before) {
        var rows = new ArrayList<TargetRow>();
        for (int i = 0; i < route.targets().size(); i++) {
            rows.add(row(route.name(), route.targets().get(i), i + 1, before));
        }
        return rows;
    }

    private TargetRow row(String route, Target target, int place, Optional<Route> before) {
        int was = before.map(r -> RouteWords.place(r.targets(), target)).orElse(place);
        boolean same = before.isEmpty() || before.get().targets().contains(target);
        var pace = pace(target);
        var price = price(target);
        boolean free = config.provider(target.provider()).filter(p -> p.free()).isPresent();
        return new TargetRow(place, target, was > 0 && was != place ? Optional.of(was) : Optional.empty(), !same,
                Standing.of(target, config, states, now), retires(target), pace.words, pace.share,
                RouteRow.ttft(rates.ttft(route + ">" + target.provider() + "/" + target.model())),
                text(price, free, Unit.INPUT), text(price, free, Unit.CACHE_READ), text(price, free, Unit.OUTPUT));
    }

    private Optional<LocalDate> retires(Target target) {
        return config.provider(target.provider()).flatMap(provider -> Catalogue.model(provider, target.model()))
                .flatMap(CatalogueModel::retires);
    }

    private Optional<PriceRow> price(Target target) {
        return prices.row(new TargetId(target.provider(), "", target.model()), Optional.empty(), now);
    }

    private static String text(Optional<PriceRow> price, boolean free, Unit unit) {
        if (free) {
            return unit == Unit.CACHE_READ ? Money.NONE : Money.FREE;
        }
        if (price.isEmpty()) {
            return unit == Unit.INPUT ? Money.UNPRICED : Money.NONE;
        }
        var rate = price.get().rates().get(unit);
        return rate == null ? Money.NONE : Money.perMillion(rate * MILLION).replace("/1M", "");
    }

    private record Pace(String words, double share) {}

    /// Of the credential that comes first: the others are there for when it is used up.
    private Pace pace(Target target) {
        var provider = config.provider(target.provider());
        if (provider.isEmpty() || provider.get().credentials().isEmpty()) {
            return new Pace("no limit set", Double.NaN);
        }
        var first = health.paces(provider.get()).getFirst();
        if (first.rpm().isPresent()) {
            return new Pace(first.calls() + " of " + first.rpm().getAsLong() + " rpm",
                    (double) first.calls() / first.rpm().getAsLong());
        }
        if (first.tpm().isPresent()) {
            return new Pace(
                    Format.tokens((double) first.tokens()) + " of " + Format.tokens((double) first.tpm().getAsLong())
                            + " tpm",
                    (double) first.tokens() / first.tpm().getAsLong());
        }
        return first.parallel().isPresent()
                ? new Pace(first.running() + " of " + first.parallel().getAsLong() + " at once",
                        (double) first.running() / first.parallel().getAsLong())
                : new Pace("no limit set", Double.NaN);
    }
}
