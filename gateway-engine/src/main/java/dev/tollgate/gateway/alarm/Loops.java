package dev.tollgate.gateway.alarm;

/// Finds agents that go in circles, from a conversation's tool calls alone.
final class Loops {
    private Loops() {}

    /// How often the last steps have come in a row: for runs of one to `cycle` steps, the most. One where nothing repeats,
    /// 0 without steps.
    static int repeats(long[] steps, int cycle) {
        int most = Math.min(1, steps.length);
        for (int period = 1; period <= Math.min(cycle, steps.length / 2); period++) {
            int same = 0;
            for (int i = steps.length - 1; i >= period && steps[i] == steps[i - period]; i--) {
                same++;
            }
            // a run of equal steps is a loop of one, not of two
            most = Math.max(most, 1 + same / period);
        }
        return most;
    }
}
