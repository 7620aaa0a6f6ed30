package dev.tollgate.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.control.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What changed, in words and in lines.
class DifferenceTest {
    private static final String BEFORE = """
            listen:
              port: 4100
            providers:
              openai:
                base_url: https://api.openai.com/v1
                credentials: ["literal:sk-secret-one"]
            routes:
              code:
                targets:
                  - provider: openai
                    model: gpt-5
            keys:
              - name: web
                secret: hash:sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            """;

    @Test
    void thingsAreNamedAndFieldsShowBothValues() {
        var after = BEFORE.replace("4100", "4200").replace("gpt-5", "gpt-5-mini").replace("name: web", "name: app");
        assertEquals(List.of("listen: port 4100 → 4200", "route code: targets 1 model gpt-5 → gpt-5-mini",
                "key web removed", "key app added"), Difference.of(BEFORE, after).words());
    }

    /// Of many things only those that differ are taken apart; what is said of them is the same.
    @Test
    void amongManyThingsOnlyWhatChangedIsNamed() {
        var many = new StringBuilder("listen:\n  port: 4100\nproviders: {}\nkeys:\n");
        for (int i = 0; i < 500; i++) {
            many.append("  - name: key-").append(i).append("\n    owner:\n      name: \"Ünï 😀\"\n");
        }
        var before = many + "retention:\n  requests: 90d\n";
        assertEquals(List.of(), Difference.words(before, before));
        assertEquals(List.of("the order"), Difference.words(before, before.replace("key-7\n", "key-x\n")
                .replace("key-8\n", "key-7\n").replace("key-x\n", "key-8\n")));
        assertEquals(List.of("key key-8: owner name Ünï 😀 → B", "key key-9 removed",
                "retention: requests 90d → 30d", "key new added"),
                Difference.words(before, before.replace("key-8\n    owner:\n      name: \"Ünï 😀\"",
                        "key-8\n    owner:\n      name: B").replace("key-9\n", "new\n").replace("90d", "30d")));
        assertEquals(500, Difference.words(before, "listen:\n  port: 4100\nretention:\n  requests: 90d\n").size());
    }

    @Test
    void noSecretIsShown() {
        var difference = Difference.of(BEFORE, BEFORE.replace("sk-secret-one", "sk-secret-two"));
        assertFalse(difference.toString().contains("sk-secret"), difference.toString());
        assertFalse(difference.toString().contains("0123456789abcdef0123"), difference.toString());
        assertEquals(1, difference.words().size());
    }

    @Test
    void equalTextsDifferInNothing() {
        var difference = Difference.of(BEFORE, BEFORE);
        assertTrue(difference.isEmpty());
        assertEquals(List.of("⋯"), difference.around(2).stream().map(Difference.Line::text).toList());
    }

    /// Whatever two texts are: the lines that stayed and went are the old one, those that stayed and came the new one.
    @Test
    void theLinesMakeUpBothTexts() {
        RandomGenerator random = new Random(7);
        for (int round = 0; round < 500; round++) {
            var before = lines(random);
            var after = lines(random);
            var between = Lines.between(before, after);
            assertEquals(before, between.stream().filter(l -> l.kind() != Kind.ADDED).map(Difference.Line::text)
                    .toList());
            assertEquals(after, between.stream().filter(l -> l.kind() != Kind.REMOVED).map(Difference.Line::text)
                    .toList());
        }
    }

    private static List<String> lines(RandomGenerator random) {
        var lines = new ArrayList<String>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            lines.add("line " + random.nextInt(4));
        }
        return lines;
    }

    @Test
    void oneChangedLineIsOneEdit() {
        var lines = Lines.between(List.of("a", "b", "c"), List.of("a", "x", "c"));
        assertEquals(2, lines.stream().filter(l -> l.kind() == Kind.SAME).count());
    }
}
