package dev.tollgate.gateway.event;

/// The live counters of one value of a dimension. Not thread-safe: [LiveCounts] guards it.
final class Counted {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final String name;
    private final Ring tokens;
    private final Ring picos;
    private final long born;
    private long lastUsed = NEVER;
    private long lastUnpriced = NEVER;
    private int running;

    Counted(String name, long second) {
        this.name = name;
        tokens = new Ring(second);
        picos = new Ring(second);
        born = second;
    }

    String name() {
        return name;
    }

    /// Counts; an amount below 0 corrects what was counted since `since`.
    void add(long second, Amount amount, long since) {
        tokens.change(second, amount.tokens(), since);
        picos.change(second, amount.picos(), since);
        lastUsed = second;
    }

    void unpriced(long second) {
        lastUnpriced = second;
        lastUsed = second;
    }

    void nothingRuns() {
        running = 0;
    }

    void runs(long second) {
        running++;
        lastUsed = second;
    }

    boolean isUnused() {
        return lastUsed == NEVER;
    }

    boolean isIdle(long second) {
        return running == 0 && second - Math.max(born, lastUsed) >= Ring.SECONDS;
    }

    long busy(long second) {
        return tokens.total(second);
    }

    LiveSeries series(long second) {
        return new LiveSeries(name, tokens.copy(second), picos.copy(second), second - lastUnpriced < Ring.SECONDS,
                running);
    }
}
