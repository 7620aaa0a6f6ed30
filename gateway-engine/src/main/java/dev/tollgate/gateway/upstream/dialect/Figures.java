package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// A provider's usage object as tokens and money, with what had to be repaired. Immutable.
///
/// @param picos the provider's own price in pico-dollars
/// @param notes the repairs, in words
public record Figures(Usage usage, OptionalLong picos, List<String> notes) {
    private static final List<String> INPUT = List.of("prompt_tokens", "input_tokens");
    private static final List<String> OUTPUT = List.of("completion_tokens", "output_tokens");
    private static final Map<Unit, List<String>> PARTS = Map.of(
            Unit.CACHE_READ, List.of("prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens",
                    "prompt_cache_hit_tokens", "cached_tokens", "cache_read_input_tokens"),
            Unit.CACHE_WRITE_5M, List.of("prompt_tokens_details.cache_write_tokens",
                    "input_tokens_details.cache_write_tokens", "prompt_tokens_details.cache_creation_tokens",
                    "cache_creation_input_tokens"),
            Unit.CACHE_WRITE_1H, List.of("prompt_tokens_details.cache_write_1h_tokens"),
            Unit.AUDIO_INPUT, List.of("prompt_tokens_details.audio_tokens", "input_tokens_details.audio_tokens",
                    "input_token_details.audio_tokens"),
            Unit.IMAGE_INPUT, List.of("prompt_tokens_details.image_tokens", "input_tokens_details.image_tokens"),
            Unit.REASONING, List.of("completion_tokens_details.reasoning_tokens",
                    "output_tokens_details.reasoning_tokens", "reasoning_tokens"),
            Unit.AUDIO_OUTPUT, List.of("completion_tokens_details.audio_tokens", "output_tokens_details.audio_tokens"),
            Unit.IMAGE_OUTPUT, List.of("completion_tokens_details.image_tokens", "output_tokens_details.image_tokens"));
    /// Parts of one total that exclude each other, the surest first.
    private static final List<List<Unit>> SHARES = List.of(
            List.of(Unit.CACHE_READ, Unit.CACHE_WRITE_5M, Unit.CACHE_WRITE_1H),
            List.of(Unit.AUDIO_INPUT), List.of(Unit.IMAGE_INPUT), List.of(Unit.REASONING), List.of(Unit.AUDIO_OUTPUT),
            List.of(Unit.IMAGE_OUTPUT));
    private static final long ABSENT = -1;
    /// What a call may state to be believed; far above any real one, far below what overflows when multiplied.
    private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(5_000_000_000L);
    private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000);

    public Figures {
        notes = List.copyOf(notes);
    }

    /// What we count ourselves where the provider says nothing; asked only then.
    public record Counted(LongSupplier input, LongSupplier output) {}

    /// Whether a usage object of this protocol says anything about tokens.
    public static boolean tells(Map<String, String> usage, Protocol protocol) {
        return tells(UsageNames.openai(usage, protocol));
    }

    private static boolean tells(Map<String, String> usage) {
        return first(usage, INPUT) != ABSENT || first(usage, OUTPUT) != ABSENT || number(usage, "total_tokens") > 0;
    }

    /// Reads a usage object of the endpoint that answered; where it has gaps our own count fills them, and the source says so.
    public static Figures of(Map<String, String> stated, Endpoint endpoint, Quirks known, Counted counted) {
        var quirks = endpoint.protocol() == Protocol.CHAT ? known : Quirks.NONE; // they are of the chat surface
        var usage = UsageNames.openai(stated, endpoint.protocol());
        var notes = new ArrayList<String>();
        if (!tells(usage)) {
            return new Figures(Usage.of(counted.input.getAsLong(), counted.output.getAsLong(), UsageSource.ESTIMATED),
                    price(usage), notes);
        }
        long total = number(usage, "total_tokens");
        long output = endpoint == Endpoint.EMBEDDINGS ? 0 : output(usage, quirks, total, notes);
        long input = input(usage, endpoint, total, output);
        boolean guessed = output == ABSENT || input == ABSENT || (input == 0 && output > 0);
        if (guessed) {
            notes.add(output == ABSENT ? "output counted here" : "input counted here");
        }
        var all = Usage.of(input == ABSENT || (input == 0 && output > 0) ? counted.input.getAsLong() : input,
                output == ABSENT ? counted.output.getAsLong() : output,
                guessed ? UsageSource.ESTIMATED : UsageSource.REPORTED);
        return new Figures(parts(all, usage, notes), price(usage), notes);
    }

    private static long input(Map<String, String> usage, Endpoint endpoint, long total, long output) {
        long stated = first(usage, INPUT);
        if (stated > 0 || (stated == 0 && output <= 0)) {
            return stated;
        }
        long cached = number(usage, "prompt_cache_hit_tokens");
        long fresh = number(usage, "prompt_cache_miss_tokens");
        if (cached > 0 || fresh > 0) {
            return Math.max(0, cached) + Math.max(0, fresh);
        }
        if (endpoint == Endpoint.EMBEDDINGS && total > 0) {
            return total;
        }
        return stated;
    }

    private static long output(Map<String, String> usage, Quirks quirks, long total, List<String> notes) {
        long output = first(usage, OUTPUT);
        long input = first(usage, INPUT);
        if (output != ABSENT && quirks.reasoningBeside()) {
            output += Math.max(0, first(usage, PARTS.getOrDefault(Unit.REASONING, List.of())));
        }
        long rest = input == ABSENT || total == ABSENT || quirks.totalMisleads() ? ABSENT : total - input;
        if (rest > output) {
            if (output != ABSENT) {
                notes.add("output is the total less the input");
            }
            return rest;
        }
        return output;
    }

    private static Usage parts(Usage all, Map<String, String> usage, List<String> notes) {
        var result = all;
        for (var share : SHARES) {
            long left = all.get(share.getFirst().total().orElseThrow());
            for (var unit : share) {
                long stated = first(usage, PARTS.getOrDefault(unit, List.of()));
                if (stated != ABSENT) {
                    long count = Math.min(stated, left);
                    left -= count;
                    result = result.with(unit, count);
                    if (count < stated) {
                        notes.add(unit.word() + " cut to its total");
                    }
                }
            }
        }
        return result;
    }

    /// The first positive of several names for one number, else an explicit zero.
    private static long first(Map<String, String> usage, List<String> names) {
        long best = ABSENT;
        for (var name : names) {
            long count = number(usage, name);
            if (count > 0) {
                return count;
            }
            best = Math.max(best, count);
        }
        return best;
    }

    private static long number(Map<String, String> usage, String name) {
        var text = usage.get(name);
        if (text != null && isPlain(text)) {
            return Long.parseLong(text);
        }
        return decimal(usage, name).filter(n -> n.signum() >= 0 && n.compareTo(MOST_TOKENS) <= 0)
                .map(BigDecimal::longValue).orElse(ABSENT);
    }

    /// The provider's own price, if it states one.
    static OptionalLong price(Map<String, String> usage) {
        var ticks = decimal(usage, "cost_in_usd_ticks").map(t -> t.movePointLeft(10));
        var cost = decimal(usage, "cost").or(() -> decimal(usage, "cost.total_cost")).or(() -> ticks);
        var own = "true".equals(usage.get("is_byok"))
                ? decimal(usage, "cost_details.upstream_inference_cost")
                : Optional.<BigDecimal>empty();
        return cost.map(c -> c.add(own.orElse(BigDecimal.ZERO)))
                .filter(c -> c.signum() >= 0 && c.compareTo(MOST_USD) <= 0)
                .map(c -> OptionalLong.of(Picos.ofUsd(c))).orElse(OptionalLong.empty());
    }

    /// A count as it is nearly always written: up to nine digits and nothing else.
    private static boolean isPlain(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /// Only numbers of a sane size: an exponent of a billion is not worth its arithmetic.
    private static Optional<BigDecimal> decimal(Map<String, String> usage, String name) {
        var text = usage.get(name);
        if (text == null || text.length() > 40) {
            return Optional.empty();
        }
        try {
            var number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > 40 || number.precision() - number.scale() > 15
                    ? Optional.empty()
                    : Optional.of(number);
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }
}
