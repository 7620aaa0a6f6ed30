package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.Ask;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a call consumed that is no conversation: tokens where the provider states them, else pictures, seconds,
/// characters or searches (COST §1, §3). Pure.
public final class PieceFigures {
    private static final List<String> SECONDS = List.of("usage.seconds", "duration");
    private static final Flat.Taste TASTE = new Flat.Taste() {
        @Override
        public boolean enters(String path, String name) {
            return path.isEmpty()
                    ? name.startsWith("usage") || name.equals("meta") || name.equals("data")
                    : path.startsWith("usage") || path.equals("meta");
        }

        @Override
        public boolean keeps(String path) {
            return !path.equals("data") && !path.equals("meta");
        }
    };

    private PieceFigures() {}

    /// Whether a call's consumption is found here, and not as a conversation's.
    public static boolean counts(Ask ask) {
        return ask.called().isKept() || switch (ask.endpoint()) {
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES, GENERATE, CONVERSE, OLLAMA_CHAT -> false;
            case EMBEDDINGS -> ask.protocol() == Protocol.GEMINI;
            case IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES, COUNT_TOKENS -> true;
        };
    }

    /// Of a whole answer in JSON.
    public static Figures whole(Ask ask, byte[] body) {
        var found = Flat.read(body, 0, body.length, TASTE).orElse(Map.of());
        var stated = new HashMap<String, String>();
        found.forEach((path, text) -> {
            if (path.startsWith("usage.")) {
                stated.put(path.substring(6), text);
            } else if (path.startsWith("usageMetadata.")) {
                stated.put(path.substring(14), text);
            }
        });
        seconds(found).ifPresent(text -> stated.put("seconds", text));
        copy(found, "meta.billed_units.search_units", "search_units", stated);
        copy(found, "meta.tokens.input_tokens", "total_tokens", stated);
        return of(ask, stated, ask.endpoint() == Endpoint.IMAGES ? pictures(body) : 0);
    }

    private static Optional<String> seconds(Map<String, String> found) {
        return SECONDS.stream().map(found::get).filter(text -> text != null).findFirst();
    }

    private static void copy(Map<String, String> found, String from, String to, Map<String, String> stated) {
        if (found.containsKey(from)) {
            stated.putIfAbsent(to, found.get(from));
        }
    }

    private static int pictures(byte[] body) {
        var count = new int[1];
        Flat.read(body, 0, body.length, new Flat.Taste() {
            @Override
            public boolean enters(String path, String name) {
                return path.isEmpty() && name.equals("data");
            }

            @Override
            public boolean keeps(String path) {
                count[0] += path.equals("data") ? 1 : 0; // the list, then each picture
                return false;
            }
        });
        return Math.max(0, count[0] - 1);
    }

    /// Whether the provider stated anything that counts.
    public static boolean tells(Ask ask, Map<String, String> stated) {
        return stated.containsKey("seconds") || stated.containsKey("search_units")
                || Figures.tells(stated, ask.protocol());
    }

    /// @param stated of the usage object, by path, and `seconds`, `search_units`
    /// @param pictures that came
    public static Figures of(Ask ask, Map<String, String> stated, int pictures) {
        if (ask.called().isKept()) {
            return plain(Usage.NONE, Map.of()); // what it used was counted when it was made
        }
        return switch (ask.endpoint()) {
            case MODERATIONS, FILES, BATCHES, COUNT_TOKENS -> plain(Usage.NONE, Map.of());
            case EMBEDDINGS -> embedded(ask, stated);
            case IMAGES, AUDIO, RERANK, CHAT, COMPLETIONS, RESPONSES, MESSAGES, GENERATE, CONVERSE, OLLAMA_CHAT ->
                pieces(ask, stated, pictures);
        };
    }

    private static Figures embedded(Ask ask, Map<String, String> stated) {
        var usage = UsageNames.openai(stated, ask.protocol());
        long input = number(usage.get("prompt_tokens"));
        return plain(input > 0
                ? Usage.of(input, 0, UsageSource.REPORTED)
                : Usage.of(Estimator.tokens(ask.inputBytes()), 0, UsageSource.ESTIMATED), stated);
    }

    private static Figures pieces(Ask ask, Map<String, String> stated, int pictures) {
        var seconds = count(stated.get("seconds"));
        if (seconds.isPresent()) {
            return plain(Usage.from(UsageSource.REPORTED).with(Unit.AUDIO_SECONDS, seconds.get()), stated);
        }
        var searches = count(stated.get("search_units"));
        if (searches.isPresent()) {
            return plain(Usage.from(UsageSource.REPORTED).with(Unit.SEARCH_UNITS, searches.get()), stated);
        }
        if (Figures.tells(stated, ask.protocol())) {
            return tokens(ask, stated);
        }
        if (pictures > 0 && ask.endpoint() == Endpoint.IMAGES) {
            return plain(Usage.from(UsageSource.REPORTED).with(Unit.IMAGES, pictures), stated);
        }
        var usage = Usage.from(UsageSource.ESTIMATED);
        for (var piece : ask.pieces().entrySet()) {
            usage = usage.with(piece.getKey(), piece.getValue());
        }
        return plain(usage, stated);
    }

    /// All that a model of pictures writes is pictures, where it does not say otherwise.
    private static Figures tokens(Ask ask, Map<String, String> stated) {
        var figures = Figures.of(heard(stated), ask.endpoint(), Quirks.NONE, new Figures.Counted(() -> 0, () -> 0));
        var usage = figures.usage();
        return ask.endpoint() == Endpoint.IMAGES && usage.reported(Unit.IMAGE_OUTPUT).isEmpty()
                ? new Figures(usage.with(Unit.IMAGE_OUTPUT, usage.get(Unit.OUTPUT)), figures.picos(), figures.notes())
                : figures;
    }

    /// Mistral counts the sound beside the prompt: the total tells.
    private static Map<String, String> heard(Map<String, String> stated) {
        long prompt = number(stated.get("prompt_tokens"));
        long sound = number(stated.get("prompt_tokens_details.audio_tokens"));
        long rest = number(stated.get("total_tokens")) - number(stated.get("completion_tokens"));
        if (prompt < 0 || sound <= prompt || rest != prompt + sound) {
            return stated;
        }
        var whole = new HashMap<>(stated);
        whole.put("prompt_tokens", Long.toString(rest));
        return whole;
    }

    private static Figures plain(Usage usage, Map<String, String> stated) {
        return new Figures(usage, Figures.price(stated), List.of());
    }

    private static long number(@Nullable String text) {
        return count(text).orElse(-1L);
    }

    /// A started second counts as one.
    private static Optional<Long> count(@Nullable String text) {
        if (text == null || text.length() > 40) {
            return Optional.empty();
        }
        try {
            var number = new BigDecimal(text);
            return number.signum() < 0 || number.precision() - number.scale() > 10 || number.scale() > 40
                    ? Optional.empty()
                    : Optional.of(number.setScale(0, RoundingMode.CEILING).longValueExact());
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }
}
