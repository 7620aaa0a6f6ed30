package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// When to warn, about whom, and what to do by itself.
///
/// @param window what is counted over; for loops, how long one is remembered
/// @param factor times usual; empty: floor and ceiling alone decide
/// @param floor never at or below this, in the kind's measure
/// @param ceiling always above this, in the kind's measure
/// @param minRequests rates say nothing before so many requests are in the window
/// @param repeats of loops: how often the same steps must come in a row
/// @param cycle of loops: the longest run of steps that counts as one
/// @param to names of channels, empty for all of them
public record AlarmRule(String name, Kind kind, Scope scope, Duration window, OptionalDouble factor, OptionalLong floor,
        OptionalLong ceiling, int minRequests, int repeats, int cycle, Set<Action> actions, List<String> to) {
    public static final int REPEATS = 5;
    public static final int CYCLE = 8;
    public static final int MIN_REQUESTS = 10;
    /// What can be paused and resumed; models and targets are chosen by the plan, so that a pause would not name a caller.
    public static final Set<Dimension> STOPPABLE = Set.of(Dimension.KEY, Dimension.ROUTE, Dimension.CUSTOMER,
            Dimension.WORKSPACE, Dimension.USER, Dimension.AGENT, Dimension.FEATURE, Dimension.TASK, Dimension.THREAD,
            Dimension.ENVIRONMENT, Dimension.TRAFFIC);

    public AlarmRule {
        actions = Set.copyOf(actions);
        to = List.copyOf(to);
    }

    /// What floor, ceiling and values are counted in; always whole numbers.
    public enum Measure implements Word {
        TOKENS,
        /// Pico-dollars.
        PICOS,
        /// A share, in millionths.
        MILLIONTHS,
        REPEATS,
        REQUESTS
    }

    /// What is watched.
    public enum Kind implements Word {
        TOKEN_VELOCITY(Measure.TOKENS, Duration.ofMinutes(1)),
        SPEND_VELOCITY(Measure.PICOS, Duration.ofMinutes(1)),
        ERROR_RATE(Measure.MILLIONTHS, Duration.ofMinutes(5)),
        FALLBACK_RATE(Measure.MILLIONTHS, Duration.ofMinutes(5)),
        RETRY_STORM(Measure.REPEATS, Duration.ofMinutes(1)),
        LOOP(Measure.REPEATS, Duration.ofMinutes(2)),
        BUDGET(Measure.PICOS, Duration.ofDays(1));

        private final Measure measure;
        private final Duration window;

        Kind(Measure measure, Duration window) {
            this.measure = measure;
            this.window = window;
        }

        public Measure measure() {
            return measure;
        }

        /// The window where a rule names none.
        public Duration window() {
            return window;
        }

        public boolean isRate() {
            return measure == Measure.MILLIONTHS;
        }

        /// What editors offer to count it by, the most usual first.
        public List<Dimension> dimensions() {
            return switch (this) {
                case TOKEN_VELOCITY, SPEND_VELOCITY -> List.of(Dimension.KEY, Dimension.CUSTOMER, Dimension.FEATURE,
                        Dimension.AGENT, Dimension.THREAD, Dimension.ROUTE, Dimension.MODEL);
                case ERROR_RATE -> List.of(Dimension.TARGET, Dimension.ROUTE, Dimension.KEY, Dimension.PROVIDER,
                        Dimension.MODEL, Dimension.CUSTOMER, Dimension.FEATURE, Dimension.AGENT);
                case FALLBACK_RATE -> List.of(Dimension.ROUTE, Dimension.KEY, Dimension.CUSTOMER, Dimension.FEATURE);
                case RETRY_STORM, LOOP -> List.of(Dimension.KEY, Dimension.CUSTOMER, Dimension.FEATURE,
                        Dimension.AGENT, Dimension.THREAD, Dimension.ROUTE);
                case BUDGET -> List.of();
            };
        }

        public boolean isVelocity() {
            return this == TOKEN_VELOCITY || this == SPEND_VELOCITY;
        }
    }

    /// What a rule does by itself.
    public enum Action implements Word {
        NOTIFY,
        PAUSE,
        CUT
    }

    /// A rule that only notifies, with the kind's own window.
    public static AlarmRule of(String name, Kind kind, Scope scope) {
        return new AlarmRule(name, kind, scope, kind.window(), OptionalDouble.empty(), OptionalLong.empty(),
                OptionalLong.empty(), MIN_REQUESTS, REPEATS, CYCLE, Set.of(Action.NOTIFY), List.of());
    }

    public AlarmRule withWindow(Duration next) {
        return new AlarmRule(name, kind, scope, next, factor, floor, ceiling, minRequests, repeats, cycle, actions, to);
    }

    /// @param times times usual
    public AlarmRule withFactor(double times) {
        return new AlarmRule(name, kind, scope, window, OptionalDouble.of(times), floor, ceiling, minRequests, repeats,
                cycle, actions, to);
    }

    /// @param most in the kind's measure
    public AlarmRule withFloor(long most) {
        return new AlarmRule(name, kind, scope, window, factor, OptionalLong.of(most), ceiling, minRequests, repeats,
                cycle, actions, to);
    }

    /// @param most in the kind's measure
    public AlarmRule withCeiling(long most) {
        return new AlarmRule(name, kind, scope, window, factor, floor, OptionalLong.of(most), minRequests, repeats,
                cycle, actions, to);
    }

    public AlarmRule withActions(Set<Action> next) {
        return new AlarmRule(name, kind, scope, window, factor, floor, ceiling, minRequests, repeats, cycle, next, to);
    }

    /// @param next names of channels, empty for all of them
    public AlarmRule withTo(List<String> next) {
        return new AlarmRule(name, kind, scope, window, factor, floor, ceiling, minRequests, repeats, cycle, actions,
                next);
    }
}
