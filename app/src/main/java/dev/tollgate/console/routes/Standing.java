package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.routing.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How something stands: a shape, the word beside it, and more of it in a second line.
record Standing(Mark mark, String word, String detail) {
    private static final String RESTING = "resting";
    private static final String PROBING = "probing";

    /// One target of a route, over all credentials of its provider.
    static Standing of(Target target, GatewayConfig config, List<TargetState> states, Instant now) {
        var provider = config.provider(target.provider());
        if (provider.isEmpty()) {
            return new Standing(Mark.FAILED, "missing", "no provider of this name");
        }
        if (!provider.get().enabled()) {
            return new Standing(Mark.DOWN, "off", "the provider is switched off");
        }
        var own = states.stream().filter(s -> s.id().provider().equals(target.provider())
                && (s.id().model().equals(target.model()) || target.model().equals(Target.SAME_NAME))).toList();
        return of(own, Math.max(1, provider.get().credentials().size()), now);
    }

    private static Standing of(List<TargetState> own, int ways, Instant now) {
        if (own.isEmpty()) {
            return new Standing(Mark.OK, "ok", "not called yet");
        }
        var bad = own.stream().filter(s -> s.state().equals(RESTING) || s.state().equals(PROBING)).toList();
        if (bad.isEmpty()) {
            return new Standing(Mark.OK, "ok", answered(own));
        }
        var first = bad.getFirst();
        var when = first.until().map(until -> "back in " + Format.age(left(now, until))).orElse("next call is a probe");
        return bad.size() < Math.max(own.size(), ways)
                ? new Standing(Mark.DEGRADED, bad.size() + " of " + Math.max(own.size(), ways) + " rest",
                        when + ", " + first.because())
                : new Standing(Mark.RESTING, "resting", when + ", " + first.because());
    }

    private static Duration left(Instant now, Instant until) {
        var left = Duration.between(now, until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String answered(List<TargetState> own) {
        long good = own.stream().mapToLong(TargetState::succeeded).sum();
        long all = good + own.stream().mapToLong(TargetState::failed).sum();
        return all == 0 ? "not called yet" : Format.share((double) good / all) + " of " + Format.count(all) + " ok";
    }

    /// A route: as good as what is left of its targets.
    static Standing of(Route route, GatewayConfig config, List<TargetState> states, Instant now) {
        var targets = route.targets().stream().map(target -> of(target, config, states, now)).toList();
        long good = targets.stream().filter(s -> s.mark() == Mark.OK || s.mark() == Mark.DEGRADED).count();
        long off = targets.stream().filter(s -> s.mark() == Mark.DOWN || s.mark() == Mark.FAILED).count();
        long resting = targets.size() - good - off;
        if (good == targets.size()) {
            return new Standing(Mark.OK, "ok", "");
        }
        var words = resting > 0 ? resting + (resting == 1 ? " target resting" : " targets resting") : off + " off";
        return good == 0
                ? new Standing(Mark.FAILED, "nobody answers", words)
                : new Standing(Mark.RESTING, words, "");
    }

    /// A provider, over everything that is asked of it.
    static Standing of(Provider provider, List<TargetState> states, Instant now) {
        if (!provider.enabled()) {
            return new Standing(Mark.DOWN, "off", "switched off: no call goes there");
        }
        return of(states.stream().filter(s -> s.id().provider().equals(provider.name())).toList(), 1, now);
    }

    Optional<String> more() {
        return Optional.of(detail).filter(text -> !text.isEmpty());
    }
}
