package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the calls of a batch used, by the model that answered (WIRE §2): as the batch's object states it, or by the lines
/// of its output. Pure.
public final class BatchFigures {
    private static final String BODY = "response.body";
    private static final Figures.Counted UNCOUNTED = new Figures.Counted(() -> 0, () -> 0);
    private static final Flat.Taste OBJECT = new Flat.Taste() {
        @Override
        public boolean enters(String path, String name) {
            return !path.isEmpty() || name.equals("usage");
        }

        @Override
        public boolean keeps(String path) {
            return true;
        }
    };
    private static final Flat.Taste LINE = new Flat.Taste() {
        @Override
        public boolean enters(String path, String name) {
            return switch (path) {
                case "" -> name.equals("response");
                case "response" -> name.equals("body");
                case BODY -> name.equals("usage");
                default -> true;
            };
        }

        @Override
        public boolean keeps(String path) {
            return path.startsWith(BODY);
        }
    };

    private BatchFigures() {}

    /// What one model's calls used.
    ///
    /// @param model as the provider names it; empty where it does not
    public record Used(String model, Usage usage) {}

    /// Of a batch's own object; empty where it says nothing of it.
    public static Optional<Used> object(byte[] json) {
        return Flat.read(json, 0, json.length, OBJECT).flatMap(found -> used(found, ""));
    }

    /// Of a line of a batch's output.
    public static Optional<Used> line(byte[] json, int from, int to) {
        return Flat.read(json, from, to, LINE).flatMap(found -> used(found, BODY + "."));
    }

    private static Optional<Used> used(Map<String, String> found, String prefix) {
        var stated = new HashMap<String, String>();
        found.forEach((path, text) -> {
            if (path.startsWith(prefix + "usage.")) {
                stated.put(path.substring(prefix.length() + 6), text);
            }
        });
        if (!Figures.tells(stated, Protocol.CHAT)) {
            return Optional.empty();
        }
        boolean writes = stated.containsKey("completion_tokens") || stated.containsKey("output_tokens");
        var usage = Figures.of(stated, writes ? Endpoint.CHAT : Endpoint.EMBEDDINGS, Quirks.NONE, UNCOUNTED).usage();
        return Optional.of(new Used(found.getOrDefault(prefix + "model", ""), usage));
    }

    /// Adds what one used to the sums by model.
    public static void add(Map<String, Usage> sums, Used used) {
        sums.merge(used.model(), used.usage(), Usage::plus);
    }

    /// The same of a single one.
    public static Map<String, Usage> sums(Used used) {
        var sums = new TreeMap<String, Usage>();
        add(sums, used);
        return sums;
    }
}
