package dev.tollgate.gateway.config;

import dev.tollgate.gateway.config.AlarmRule.Action;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Checks alarm rules and channels: what cannot be counted, can never fire or could not act.
final class AlarmCheck {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    /// What can be told of a request while it runs.
    private static final Set<Dimension> WHILE_RUNNING = EnumSet.complementOf(EnumSet.of(Dimension.RESPONSE_MODEL,
            Dimension.REQUESTED_MODEL, Dimension.ROUTE_TYPE, Dimension.ENDPOINT, Dimension.TAG, Dimension.OUTCOME));
    /// What is known as soon as a call was read.
    private static final Set<Dimension> AT_ONCE = EnumSet.copyOf(AlarmRule.STOPPABLE);

    private final Alarming alarming;
    private final Findings found;

    AlarmCheck(Alarming alarming, Findings found) {
        this.alarming = alarming;
        this.found = found;
    }

    void run() {
        var names = found.once("an alarm's name");
        for (int i = 0; i < alarming.rules().size(); i++) {
            var path = "alarms[" + i + "]";
            var rule = alarming.rules().get(i);
            found.name(path + ".name", rule.name());
            names.see(rule.name(), path + ".name");
            rule(path, rule);
        }
        var channels = found.once("a channel's name");
        for (var channel : alarming.channels()) {
            var path = Fields.child("channels", channel.name());
            found.simpleName(path, channel.name());
            channels.see(channel.name(), path);
            found.check(!channel.name().equals(Channel.OWNER), path,
                    "'" + Channel.OWNER + "' in a rule means the owner of a key; give the channel another name");
            Channel.wrong(channel.webhook()).ifPresent(why -> found.mistake(path + ".webhook", why));
            found.check(channel.secret().filter(Secret.Hashed.class::isInstance).isEmpty(), path + ".secret",
                    "a hash is enough for keys of apps only; here the secret itself is needed");
        }
    }

    private void rule(String path, AlarmRule rule) {
        found.check(rule.window().compareTo(SHORTEST) >= 0 && rule.window().compareTo(LONGEST) <= 0, path + ".window",
                "must be between 5s and 1d");
        found.positive(path + ".window", rule.window());
        limits(path, rule);
        scope(path, rule);
        actions(path, rule);
        var channels = alarming.channels().stream().map(Channel::name).toList();
        for (var name : rule.to()) {
            found.check(channels.contains(name), path + ".to",
                    () -> "there is no channel '" + name + "'" + Near.hint(name, channels));
        }
    }

    private void limits(String path, AlarmRule rule) {
        found.check(rule.factor().isEmpty() || (rule.factor().getAsDouble() > 1
                && rule.factor().getAsDouble() <= 10_000), path + ".factor", "must be more than 1 and at most 10000");
        if (rule.kind() == Kind.LOOP || rule.kind() == Kind.BUDGET) {
            found.check(rule.factor().isEmpty() && rule.floor().isEmpty() && rule.ceiling().isEmpty(), path,
                    rule.kind().word() + " takes no factor, floor or ceiling");
            found.check(rule.repeats() >= 2 && rule.repeats() <= 1000, path + ".repeats", "must be 2 to 1000");
            found.check(rule.cycle() >= 1 && rule.cycle() <= 32, path + ".cycle", "must be 1 to 32");
            return;
        }
        found.check(rule.factor().isPresent() || rule.floor().isPresent() || rule.ceiling().isPresent(), path,
                "needs a ceiling, a floor or a factor, or it would never fire");
        if (rule.floor().isPresent() && rule.ceiling().isPresent()) {
            found.check(rule.floor().getAsLong() <= rule.ceiling().getAsLong(), path + ".floor",
                    "must not be above the ceiling");
        }
    }

    private void scope(String path, AlarmRule rule) {
        var asked = EnumSet.noneOf(Dimension.class);
        asked.addAll(rule.scope().fixed().keySet());
        rule.scope().each().ifPresent(asked::add);
        var known = switch (rule.kind()) {
            case TOKEN_VELOCITY, SPEND_VELOCITY, ERROR_RATE, FALLBACK_RATE -> WHILE_RUNNING;
            case RETRY_STORM, LOOP -> AT_ONCE;
            case BUDGET -> Set.<Dimension>of();
        };
        for (var dimension : asked) {
            found.check(known.contains(dimension), path + ".scope", rule.kind().word() + " cannot be counted by "
                    + dimension.word() + (known.isEmpty() ? "; a budget has a scope of its own" : ""));
        }
        rule.scope().each().filter(rule.scope().fixed()::containsKey).ifPresent(each -> found.mistake(path + ".scope",
                "give either one " + each.word() + " or each"));
    }

    private void actions(String path, AlarmRule rule) {
        found.check(!rule.actions().isEmpty(), path + ".actions", "needs at least notify");
        var subject = EnumSet.noneOf(Dimension.class);
        subject.addAll(rule.scope().fixed().keySet());
        rule.scope().each().ifPresent(subject::add);
        if (rule.actions().contains(Action.PAUSE)) {
            found.check(!subject.isEmpty(), path + ".actions",
                    "a rule over everything cannot pause by itself: give it a scope, such as each: key");
            subject.stream().filter(d -> !AlarmRule.STOPPABLE.contains(d)).findFirst()
                    .ifPresent(d -> found.mistake(path + ".actions", "a " + d.word()
                            + " cannot be paused; scope the rule by key, route, customer, agent, thread or feature"));
        }
        if (rule.actions().contains(Action.CUT)) {
            found.check(!subject.isEmpty(), path + ".actions",
                    "a rule over everything cannot cut by itself: give it a scope, such as each: key");
        }
        if (rule.kind() == Kind.BUDGET) {
            found.check(rule.actions().equals(Set.of(Action.NOTIFY)), path + ".actions",
                    "a budget's steps act by themselves; the alarm only notifies");
        }
    }
}
