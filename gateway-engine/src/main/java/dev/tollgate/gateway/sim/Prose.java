package dev.tollgate.gateway.sim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// Text that reads like an answer to the question, and says that it is none. One list element is one token.
final class Prose {
    private static final List<String> OPENINGS = List.of("In short, ", "Looking at the details, ", "As a first step, ",
            "In practice, ", "More precisely, ", "On the other hand, ", "To be safe, ", "Over time, ", "", "", "");
    private static final List<String> SUBJECTS = List.of("the request", "this approach", "the main cost",
            "a smaller change", "the customer", "the second option", "each step", "the team", "that limit",
            "the simplest design", "the queue", "an early check");
    private static final List<String> VERBS = List.of("depends on", "improves", "explains", "reduces", "needs",
            "shows", "limits", "replaces", "follows from", "keeps", "points to", "makes room for");
    private static final List<String> OBJECTS = List.of("the number of calls", "what users see first",
            "a clear owner", "the slowest part", "better data", "fewer moving parts", "the naïve estimate",
            "a short feedback loop", "the existing contract", "the next release", "a stable baseline");
    private static final List<String> ENDINGS = List.of(".", ".", ".", ", which is easy to measure.",
            ", as the numbers show.", " — at least for now.", ", so start there.", ", within a day or two.");
    private static final List<String> CODE = List.of("    int total = 0;", "    for (var each : items) {",
            "        total += each.cost();", "    }", "    return total;", "    if (items.isEmpty()) {",
            "        return 0;", "    var first = items.getFirst();", "    log.info(\"{} items\", items.size());",
            "    // The cheap check goes first.", "    cache.put(key, value);");

    private final Dice dice;
    private final List<String> topics;

    Prose(Dice dice, String question) {
        this.dice = dice;
        this.topics = topics(question);
    }

    /// An answer of about this many tokens, and never fewer.
    List<String> answer(SimModel.Kind kind, int length) {
        var tokens = new ArrayList<>(tokens("This is a simulated answer. "));
        if (kind == SimModel.Kind.CODE) {
            tokens.addAll(tokens(sentence() + "\n\n```java\nlong sum(List<Item> items) {\n"));
            while (tokens.size() < length - 4) {
                tokens.addAll(tokens(dice.pick(CODE) + "\n"));
            }
            tokens.addAll(tokens("}\n```\n"));
        }
        while (tokens.size() < length) {
            tokens.addAll(tokens(sentence() + (dice.below(5) == 0 ? "\n\n" : " ")));
        }
        return tokens;
    }

    /// What a reasoning model mutters before it answers.
    List<String> thoughts(int length) {
        var tokens = new ArrayList<String>();
        while (tokens.size() < length) {
            tokens.addAll(tokens("Consider that " + sentence().toLowerCase(Locale.ROOT) + " "));
        }
        return tokens;
    }

    String word() {
        return dice.pick(topics);
    }

    private String sentence() {
        String text = dice.pick(OPENINGS) + subject() + " " + dice.pick(VERBS) + " " + dice.pick(OBJECTS)
                + dice.pick(ENDINGS);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private String subject() {
        return dice.below(3) == 0 ? "the part about " + word() : dice.pick(SUBJECTS);
    }

    private static List<String> topics(String question) {
        var words = new LinkedHashSet<String>();
        for (String word : question.split("[^\\p{L}]+", 400)) {
            if (word.length() > 3 && word.length() < 20 && words.size() < 12) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words.isEmpty() ? List.of("the question") : List.copyOf(words);
    }

    /// Splits behind each run of white space: the pieces joined are the text again.
    static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        int from = 0;
        for (int at = 1; at < text.length(); at++) {
            if (text.charAt(at - 1) <= ' ' && text.charAt(at) > ' ') {
                tokens.add(text.substring(from, at));
                from = at;
            }
        }
        tokens.add(text.substring(from));
        return tokens;
    }
}
