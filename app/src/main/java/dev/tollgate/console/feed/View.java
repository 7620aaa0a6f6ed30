package dev.tollgate.console.feed;

/// What the frame asks pages to show.
public record View(TimeRange range, Filter filter) {
    public static final View NOW = new View(TimeRange.LIVE_15_MIN, Filter.NONE);
}
