package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Policy.Sticky;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.routing.Pins.Place;
import dev.tollgate.gateway.routing.Routed.Planned;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.TargetId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses among a route's targets, puts them in order by its policy, and says of each why it stands there or was left
/// out. Planning takes nothing and changes nothing, so it may be asked as often as one likes. Thread-safe.
public final class Router {
    private final Health health;
    private final Pins pins;

    public Router(Health health, Pins pins) {
        this.health = health;
        this.pins = pins;
    }

    /// Who may serve this call. Where every target that could serve it rests, nobody may: the answer tells when the
    /// first is back.
    public Routed plan(Question question, GatewayConfig config, Outlook outlook) {
        var draft = new Draft(question, health, outlook);
        for (Target target : question.route().targets()) {
            var provider = provider(config, target.provider());
            if (provider == null) {
                draft.missing(target);
            } else {
                draft.consider(target, provider);
            }
        }
        draft.lastResort();
        if (draft.isEmpty()) {
            return draft.noTarget();
        }
        var place = place(question);
        return new Planned(draft.plan(place, place.flatMap(pins::find)));
    }

    /// A target has answered: calls of the same place stay with it from now on.
    public void answered(Plan plan, TargetId by) {
        plan.place().ifPresent(place -> pins.answered(place, by));
    }

    private static Optional<Place> place(Question question) {
        var sticky = question.route().policy().sticky();
        return value(question, sticky).map(value -> new Place(question.route().name(), sticky, value));
    }

    private static Optional<String> value(Question question, Sticky sticky) {
        var who = question.who();
        return switch (sticky) {
            case NONE -> Optional.empty();
            case KEY -> who.get(Dimension.KEY);
            case USER -> who.get(Dimension.USER);
            case THREAD -> who.get(Dimension.THREAD).or(() -> Opening.of(question.ask()));
        };
    }

    private static @Nullable Provider provider(GatewayConfig config, String name) {
        for (Provider provider : config.providers()) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        return null;
    }
}
