package dev.tollgate.console.shots;

import java.util.Locale;

/// What the pictures show.
public enum Situation {
    /// A fresh home.
    EMPTY,
    /// Six keys, three providers, a calm day.
    TYPICAL,
    /// An agent in a loop burns money, and a target fails.
    INCIDENT,
    /// 500 keys, long and Japanese names, two thousand calls in flight.
    HUGE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
