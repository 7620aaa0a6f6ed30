package dev.tollgate.gateway.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Words that tell how much a question asks; which ones is data (`complexity.tsv`). Pure.
final class KeyWords {
    private static final int MOST = 20;
    /// Of a longer question the beginning and the end are looked at: there people say what they want.
    private static final int LOOKED = 8_000;

    private record Rule(Pattern word, int points) {}

    private static final List<Rule> RULES = load();

    private KeyWords() {}

    /// From -20 to 20.
    static int points(String question) {
        var text = question.length() <= 2 * LOOKED
                ? question
                : question.substring(0, LOOKED) + " " + question.substring(question.length() - LOOKED);
        int sum = RULES.stream().filter(rule -> rule.word.matcher(text).find()).mapToInt(Rule::points).sum();
        return Math.clamp(sum, -MOST, MOST);
    }

    private static List<Rule> load() {
        try (var in = KeyWords.class.getResourceAsStream("complexity.tsv")) {
            if (in == null) {
                throw new IllegalStateException("complexity.tsv is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2)).map(cells -> new Rule(word(cells[1]), Integer.parseInt(cells[0])))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Pattern word(String text) {
        return Pattern.compile("\\b" + Pattern.quote(text.toLowerCase(Locale.ROOT)), Pattern.CASE_INSENSITIVE);
    }
}
