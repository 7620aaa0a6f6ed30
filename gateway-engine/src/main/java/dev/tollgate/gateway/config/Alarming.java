package dev.tollgate.gateway.config;

import java.util.List;

/// When to warn and whom to tell.
///
/// @param rules in the order of the file
public record Alarming(List<AlarmRule> rules, List<Channel> channels) {
    public static final Alarming NONE = new Alarming(List.of(), List.of());

    public Alarming {
        rules = List.copyOf(rules);
        channels = List.copyOf(channels);
    }

    public Alarming withRules(List<AlarmRule> next) {
        return new Alarming(next, channels);
    }

    public Alarming withChannels(List<Channel> next) {
        return new Alarming(rules, next);
    }
}
