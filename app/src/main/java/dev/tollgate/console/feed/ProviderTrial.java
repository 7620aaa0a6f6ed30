package dev.tollgate.console.feed;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.Simulated;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.pricing.ShippedPrices;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.upstream.Probed;
import dev.tollgate.gateway.upstream.ProviderProbe;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// One small real call to a provider: what it may cost, said before, and what became of it, said in words. Shared by
/// every page that offers *Test*. Blocks on network and disk, so never on the JavaFX thread; throws nothing.
public final class ProviderTrial {
    /// With these it would not answer later either.
    private static final Set<Probed.Kind> LASTING = EnumSet.of(Probed.Kind.WRONG_KEY, Probed.Kind.NOT_OPENAI);
    /// Nobody answered, so there are no words of a provider beside our own.
    private static final Set<Probed.Kind> NOBODY = EnumSet.of(Probed.Kind.NOTHING_LISTENS, Probed.Kind.NO_SUCH_HOST,
            Probed.Kind.TIMED_OUT);
    private static final Set<Probed.Kind> MODEL = EnumSet.of(Probed.Kind.MODEL_NOT_ALLOWED, Probed.Kind.MODEL_UNKNOWN);

    private final Gateway gateway;

    public ProviderTrial(Gateway gateway) {
        this.gateway = gateway;
    }

    /// What the call came to.
    public sealed interface Result {
        /// It answered.
        ///
        /// @param said latency and cost, in words
        record Works(String said) implements Result {}

        /// It did not.
        ///
        /// @param detail the provider's own words, where they say more
        /// @param passing the reason may pass by itself
        /// @param askModel another model may help
        record Fails(String message, Optional<String> detail, boolean passing, boolean askModel) implements Result {}
    }

    /// What the call may cost at most, in words; reads shipped prices.
    ///
    /// @param keyed whether it is made with a key
    public String most(Provider provider, boolean keyed, String model) {
        if (free(provider)) {
            return simulated(provider) ? "one simulated call, free" : "one small call, free";
        }
        var most = book(provider).most(target(provider, keyed, model), false, ProviderProbe.MAX_INPUT,
                ProviderProbe.MAX_OUTPUT, gateway.time().instant());
        var tokens = ProviderProbe.MAX_INPUT + ProviderProbe.MAX_OUTPUT;
        return most.isPresent()
                ? "one call, at most " + Money.sum(most.getAsLong())
                : "one call, at most " + tokens + " tokens";
    }

    /// Makes the call.
    public Result run(Provider provider, Optional<String> secret, String model) {
        try {
            var probe = new ProviderProbe(gateway.upstream(), gateway.time());
            return switch (probe.test(gateway.simulated().reach(provider), secret, model)) {
                case Probed.Works works -> new Result.Works(said(provider, secret.isPresent(), model, works));
                case Probed.Fails(var kind, var message, var detail) -> new Result.Fails(message.replace("?.", "?"),
                        detail.filter(words -> !NOBODY.contains(kind) && !words.isBlank()
                                && !message.contains(words)).map(ProviderTrial::sentence),
                        !LASTING.contains(kind), MODEL.contains(kind));
            };
        } catch (RuntimeException fault) {
            return new Result.Fails("The test could not be made: " + words(fault), Optional.empty(), false, false);
        }
    }

    private String said(Provider provider, boolean keyed, String model, Probed.Works works) {
        var took = Format.duration(works.latency());
        if (free(provider)) {
            return took + (simulated(provider) ? ", simulated, free" : ", free");
        }
        var book = book(provider);
        var cost = book.withReported(book.cost(target(provider, keyed, model), false, Optional.of(works.model()),
                works.usage(), gateway.time().instant()), works.reportedPicos(), works.usage());
        return took + ", " + (cost.isPriced() ? Money.sum(cost.picos()) : "no price known");
    }

    private PriceBook book(Provider provider) {
        var id = Catalogue.byBaseUrl(provider.baseUrl()).map(CatalogueProvider::pricedAs);
        var shipped = id.map(known -> ShippedPrices.rows(Set.of(known))).orElse(List.of());
        return PriceBook.of(gateway.config().prices(), shipped, name -> id.orElse(name));
    }

    private static TargetId target(Provider provider, boolean keyed, String model) {
        return new TargetId(provider.name(), keyed ? "1" : "", model);
    }

    private static boolean simulated(Provider provider) {
        return provider.baseUrl().equals(Simulated.BASE_URL) || provider.baseUrl().equals(Simulated.SECOND_URL);
    }

    /// Costs nobody anything: made up here, said to be free, or answered by a known server on this machine.
    private static boolean free(Provider provider) {
        return provider.free() || provider.baseUrl().equals(Simulated.BASE_URL)
                || Catalogue.byBaseUrl(provider.baseUrl()).filter(CatalogueProvider::local).isPresent();
    }

    /// Providers end their words with a full stop or without.
    private static String sentence(String words) {
        var text = words.strip().replace("..", ".");
        return text.endsWith(".") ? text : text + ".";
    }

    private static String words(RuntimeException fault) {
        return Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
    }
}
