package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part.Text;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How much a call asks of a model: the sum of what can be seen of it, so that anybody can follow it. A guess, made
/// without asking anybody. Immutable.
///
/// @param score 0 to 100
/// @param parts what it is made of
/// @param reasoning the caller asks the model to think
public record Complexity(int score, List<Part> parts, boolean reasoning) {
    /// Tokens of input from which length counts, and where it counts most.
    private static final long SHORT = 200;
    private static final long LONG = 12_800;
    private static final int LENGTH = 30;
    private static final int TURNS = 10;

    public Complexity {
        parts = List.copyOf(parts);
    }

    /// @param name what was seen: `length`, `code` …
    /// @param points that it adds
    public record Part(String name, int points) {}

    /// `47 (length 12, code 15, thinking 20)`.
    public String words() {
        return score + (parts.isEmpty()
                ? ""
                : parts.stream().map(part -> part.name() + " " + part.points())
                        .collect(Collectors.joining(", ", " (", ")")));
    }

    /// Of a call; what cannot be read of its body is not counted.
    public static Complexity of(Ask ask) {
        var prompt = prompt(ask);
        boolean thinks = prompt.map(read -> read.effort().wanted()).orElse(false);
        var question = prompt.map(Complexity::question).orElse("");
        var parts = new ArrayList<Part>();
        add(parts, "length", length(Estimator.tokens(ask.inputBytes())));
        add(parts, "code", question.contains("```") ? 15 : 0);
        add(parts, "tools", ask.tools() ? 10 : 0);
        add(parts, "pictures", ask.images() ? 10 : 0);
        add(parts, "JSON", ask.json() ? 5 : 0);
        add(parts, "thinking", thinks ? 20 : 0);
        add(parts, "turns", Math.min(TURNS, prompt.map(read -> read.turns().size() / 2).orElse(0)));
        add(parts, "words", KeyWords.points(question));
        int sum = parts.stream().mapToInt(Part::points).sum();
        return new Complexity(Math.clamp(sum, 0, 100), parts, thinks);
    }

    private static void add(List<Part> parts, String name, int points) {
        if (points != 0) {
            parts.add(new Part(name, points));
        }
    }

    /// As many points for each doubling.
    private static int length(long tokens) {
        double doublings = Math.log((double) Math.clamp(tokens, SHORT, LONG) / SHORT);
        return (int) Math.round(LENGTH * doublings / Math.log((double) LONG / SHORT));
    }

    private static Optional<Prompt> prompt(Ask ask) {
        if (!ask.endpoint().isConversation()) {
            return Optional.empty();
        }
        try {
            return Json.read(ask.body(), 0, ask.body().length).map(Forms.of(ask.protocol())::prompt);
        } catch (Untranslatable wrong) {
            return Optional.empty();
        }
    }

    /// The last thing that a user says.
    private static String question(Prompt prompt) {
        for (var turn : prompt.turns().reversed()) {
            if (turn.role() == Prompt.Role.USER) {
                var text = turn.parts().stream().filter(Text.class::isInstance).map(part -> ((Text) part).text())
                        .collect(Collectors.joining("\n"));
                if (!text.isBlank()) {
                    return text;
                }
            }
        }
        return "";
    }
}
