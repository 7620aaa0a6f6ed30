package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Serving;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.routing.Entrance.Resting;
import dev.tollgate.gateway.routing.Routed.NoTarget;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A plan in the making. For one thread.
final class Draft {
    /// Every model reads this many tokens, so that a short question needs no look-up.
    private static final long ALWAYS_FITS = 1_000;

    private final Question question;
    private final Health health;
    private final Outlook outlook;
    private final long tokens;
    private final Fit fit;
    private final List<Choice> choices = new ArrayList<>();
    private final List<Choice> tooSmall = new ArrayList<>();
    private final List<Verdict> dropped = new ArrayList<>();
    private @Nullable Resting firstBack;
    private int unsupported;
    private boolean lacksRoom;

    Draft(Question question, Health health, Outlook outlook) {
        this.question = question;
        this.outlook = outlook;
        this.health = health;
        this.tokens = Estimator.tokens(question.ask().inputBytes());
        this.fit = new Fit(question, outlook, tokens);
    }

    void missing(Target target) {
        drop(target.provider() + "/" + model(target), "no provider of this name is configured");
    }

    void consider(Target target, Provider provider) {
        var label = provider.name() + "/" + model(target);
        var endpoint = question.ask().endpoint();
        var spoken = question.ask().protocol();
        if (!provider.enabled()) {
            drop(label, "provider " + provider.name() + " is switched off");
        } else if (!serves(provider, endpoint, spoken, model(target))) {
            unsupported++;
            drop(label, "provider " + provider.name() + " does not offer " + endpoint.word());
        } else {
            fit.misfit(target.when()).ifPresentOrElse(reason -> drop(label, reason),
                    () -> eachCredential(target, provider));
        }
    }

    /// What is asked behind an endpoint's own path, such as a stored answer, is converted to nothing else.
    private boolean serves(Provider provider, Endpoint endpoint, Protocol spoken, String model) {
        var served = Serving.at(provider, endpoint, spoken, model);
        boolean converts = spoken == Protocol.GEMINI || question.ask().called().tail().isEmpty();
        return converts ? served.isPresent() : served.filter(endpoint::equals).isPresent();
    }

    /// Where nothing else stands, the provider itself shall say that the question is too long for it.
    void lastResort() {
        if (choices.isEmpty() && firstBack == null) {
            choices.addAll(tooSmall);
        } else {
            tooSmall.forEach(small -> drop(small.id().label(), small.reason()));
        }
    }

    boolean isEmpty() {
        return choices.isEmpty();
    }

    /// @param place whose calls stay together
    /// @param pin where they went before
    Plan plan(Optional<Pins.Place> place, Optional<Pin> pin) {
        var ordered = new Order(question.route().policy().strategy(), health, outlook).of(choices);
        return new Plan(question.route(), Order.sticky(ordered, pin), dropped, place);
    }

    NoTarget noTarget() {
        var name = question.route().name();
        if (dropped.isEmpty()) {
            return new NoTarget(dropped, Optional.empty(), false, false,
                    "Route " + name + " has no targets: add one in Tollgate's configuration.");
        }
        var list = dropped.stream().map(v -> v.target() + " (" + v.reason() + ")").collect(Collectors.joining("; "));
        var wait = Optional.ofNullable(firstBack).map(Resting::until).map(health::until);
        var todo = wait.isPresent()
                ? "Try again in " + Math.max(1, wait.get().toSeconds()) + " s."
                : "Change the route or its providers in Tollgate.";
        return new NoTarget(dropped, wait, unsupported == dropped.size(), lacksRoom,
                "No target of " + name + " can serve this call: " + list + ". " + todo);
    }

    private void eachCredential(Target target, Provider provider) {
        var small = tooSmallFor(target, provider);
        int count = provider.credentials().size();
        for (int i = Math.min(1, count); i <= count; i++) {
            var id = new TargetId(provider.name(), i == 0 ? "" : Integer.toString(i), model(target));
            var resting = health.resting(id).or(() -> health.full(id, target, provider, tokens));
            if (!isPinned(id)) {
                drop(id.label(), "another provider or credential keeps what this call is about");
            } else if (small.isPresent()) {
                tooSmall.add(new Choice(id, target, provider, tooSmallText(small.getAsLong())));
            } else if (resting.isPresent()) {
                rests(id, count, resting.get());
            } else {
                add(id, target, provider);
            }
        }
    }

    private boolean isPinned(TargetId id) {
        return question.pinned().filter(pin -> !pin.provider().equals(id.provider())
                || !pin.credential().equals(id.credential())).isEmpty();
    }

    private void add(TargetId id, Target target, Provider provider) {
        var choice = new Choice(id, target, provider, "");
        var reason = "next in order";
        if (choices.isEmpty()) {
            reason = dropped.isEmpty() ? "first in order" : "first that may serve";
        } else if (choice.twinOf(choices.getLast())) {
            reason = "next credential of " + provider.name();
        }
        choices.add(new Choice(id, target, provider, reason));
    }

    private void rests(TargetId id, int credentials, Resting resting) {
        lacksRoom |= resting.byLimit();
        if (firstBack == null || resting.until().isBefore(firstBack.until())) {
            firstBack = resting;
        }
        var which = credentials > 1 ? "credential " + id.credential() + " " : "";
        drop(id.label(), which + "rests until " + second(resting.until()) + ": " + resting.because());
    }

    private OptionalLong tooSmallFor(Target target, Provider provider) {
        if (tokens <= ALWAYS_FITS) {
            return OptionalLong.empty();
        }
        var context = target.context();
        if (context.isEmpty()) {
            context = Catalogue.model(provider, model(target)).map(known -> known.context()).orElse(context);
        }
        return context.isPresent() && context.getAsLong() < tokens ? context : OptionalLong.empty();
    }

    private String tooSmallText(long context) {
        return "its context of " + context + " tokens is too small for about " + tokens;
    }

    private String model(Target target) {
        return target.model().equals(Target.SAME_NAME) || question.ask().called().isKept()
                ? question.ask().model()
                : target.model();
    }

    private void drop(String target, String reason) {
        dropped.add(new Verdict(target, Verdict.Kind.DROPPED, reason));
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
