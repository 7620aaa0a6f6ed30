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
    /// Pictures made, where a provider counts them and not their tokens.
    IMAGES,
    /// Seconds of sound that were heard.
    AUDIO_SECONDS,
    /// Characters that were spoken.
    CHARACTERS,
    /// A reranker's own measure: a query over up to 100 documents.
    SEARCH_UNITS,
    /// One per priced call; carries a row's fee per request.
    REQUESTS;

    /// The total this is a part of.
    public Optional<Unit> total() {
        return switch (this) {
            case CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, AUDIO_INPUT, AUDIO_CACHE_READ, IMAGE_INPUT ->
                Optional.of(INPUT);
            case REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT -> Optional.of(OUTPUT);
            case INPUT, OUTPUT, IMAGES, AUDIO_SECONDS, CHARACTERS, SEARCH_UNITS, REQUESTS -> Optional.empty();
        };
    }

    /// How a price row names what one costs: USD a million of it, by its own word, or USD a piece.
    public String priceField() {
        return switch (this) {
            case IMAGES -> "image_usd";
            case AUDIO_SECONDS -> "audio_second_usd";
            case CHARACTERS -> "characters_1m_usd";
            case SEARCH_UNITS -> "search_unit_usd";
            case REQUESTS -> "request_usd";
            case INPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, AUDIO_INPUT, AUDIO_CACHE_READ, IMAGE_INPUT, OUTPUT,
                    REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT ->
                word();
        };
    }

    /// Whether its price is for one, not for a million.
    public boolean isPricedByPiece() {
        return switch (this) {
            case IMAGES, AUDIO_SECONDS, SEARCH_UNITS, REQUESTS -> true;
            case INPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, AUDIO_INPUT, AUDIO_CACHE_READ, IMAGE_INPUT, OUTPUT,
                    REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT, CHARACTERS ->
                false;
        };
    }

    /// What a rate of this unit is in the units of its [#priceField], as plain decimal text.
    ///
    /// @param picos pico-dollars for one
    public String priceText(long picos) {
        return isPricedByPiece() ? Picos.usd(picos) : Picos.usdPerMillion(picos);
    }
}
