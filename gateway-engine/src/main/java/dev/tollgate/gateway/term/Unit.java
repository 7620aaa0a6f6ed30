package dev.tollgate.gateway.term;

import java.util.Optional;

/// What usage is counted in. `INPUT` and `OUTPUT` are totals, the units with a parent are parts of them.
public enum Unit implements Word {
    INPUT,
    CACHE_READ,
    CACHE_WRITE_5M,
    CACHE_WRITE_1H,
    AUDIO_INPUT,
    AUDIO_CACHE_READ,
    IMAGE_INPUT,
    OUTPUT,
    REASONING,
    AUDIO_OUTPUT,
    IMAGE_OUTPUT,
    /// One per priced call; carries a row's fee per request.
    REQUESTS;

    /// The total this is a part of.
    public Optional<Unit> total() {
        return switch (this) {
            case CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, AUDIO_INPUT, AUDIO_CACHE_READ, IMAGE_INPUT ->
                Optional.of(INPUT);
            case REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT -> Optional.of(OUTPUT);
            case INPUT, OUTPUT, REQUESTS -> Optional.empty();
        };
    }
}
