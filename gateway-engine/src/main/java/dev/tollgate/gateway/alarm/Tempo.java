package dev.tollgate.gateway.alarm;

/// How fast somebody uses tokens against what is usual for them, as the rule that watches them counts it: whoever shows
/// it says the same as their alarm.
///
/// @param perMinute over the rule's window
/// @param usualPerMinute above 0
public record Tempo(double perMinute, double usualPerMinute) {
    static Tempo of(long amount, long usual, long windowMillis) {
        return new Tempo(amount * 60_000.0 / windowMillis, usual * 60_000.0 / windowMillis);
    }

    /// Times usual.
    public double times() {
        return perMinute / usualPerMinute;
    }
}
