package dev.tollgate.gateway.event;

/// What was used: input without cache reads, output, pico-dollars. May be below 0 as a correction. Immutable.
record Amount(long input, long output, long picos) {
    static final Amount ZERO = new Amount(0, 0, 0);

    long tokens() {
        return input + output;
    }

    Amount plus(Amount o) {
        return new Amount(input + o.input, output + o.output, picos + o.picos);
    }

    Amount minus(Amount o) {
        return new Amount(input - o.input, output - o.output, picos - o.picos);
    }

    boolean isZero() {
        return input == 0 && output == 0 && picos == 0;
    }
}
