package dev.tollgate.console.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is pasted works whole, and what is shown gives nothing away.
class SnippetsTest {
    private static final String SECRET = "tg-ABCDEFGHIJKLMNOPQRSTUVWXYZ01234f2a";
    private static final String URL = "http://127.0.0.1:4100/v1";

    @Test
    void theWholeTextHasTheKeyAndTheMaskedOneOnlyItsLastFour() {
        for (var snippet : Snippets.of(URL, Optional.of(SECRET), "gpt-5-mini")) {
            assertTrue(snippet.text().contains(SECRET), snippet.name());
            assertTrue(snippet.text().contains("gpt-5-mini"), snippet.name());
            assertFalse(snippet.maskedText().contains("ABCD"), snippet.name());
            assertTrue(snippet.maskedText().contains("tg-····4f2a"), snippet.name());
            assertFalse(snippet.toString().contains(SECRET), "a name is not the secret");
        }
    }

    @Test
    void everyClientIsThereInTheOrderOfTheTabs() {
        assertEquals(List.of("cURL", "Python", "Node", "Java", "Go", "env", "Docker"),
                Snippets.of(URL, Optional.empty(), "m").stream().map(Snippets.Snippet::name).toList());
    }

    @Test
    void withoutTheKeyTheVariableIsNamed() {
        for (var snippet : Snippets.of(URL, Optional.empty(), "m")) {
            assertTrue(snippet.text().contains("TOLLGATE_KEY"), snippet.name());
            assertEquals(snippet.text(), snippet.maskedText(), snippet.name());
        }
    }

    @Test
    void aContainerReachesTheMachineByItsName() {
        var docker = Snippets.of(URL, Optional.empty(), "m").getLast();
        assertTrue(docker.text().contains("http://host.docker.internal:4100/v1"));
        assertFalse(docker.text().contains("127.0.0.1"));
    }

    @Test
    void aShortSecretIsHiddenWhole() {
        assertEquals("····", Snippets.masked("12345678"));
    }
}
