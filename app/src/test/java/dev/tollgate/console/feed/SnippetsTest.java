package dev.tollgate.console.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aContainerReachesTheLoopbackAddressInTheWayOfItsSystem() {
        var forwarded = docker(false);
        assertTrue(forwarded.contains("http://host.docker.internal:4100/v1"), forwarded);
        assertFalse(forwarded.contains("127.0.0.1"), forwarded);
        var linux = docker(true);
        assertTrue(linux.contains("--network=host") && linux.contains(URL), linux);
    }

    private static String docker(boolean linux) {
        return Snippets.of(URL, Optional.empty(), "m", linux).getLast().text();
    }

    /// The others run in the languages' own tools, which a build need not have.
    @Test
    void theJavaSnippetCompilesAndGetsItsAnswer(@TempDir Path folder) throws Exception {
        try (var console = TestConsole.open()) {
            var text = Snippets.of(console.baseUrl(), Optional.of(TestConsole.KEY), "sim/sim-small").get(3).text();
            var source = Files.writeString(folder.resolve("Hello.java"), text);
            var said = new ByteArrayOutputStream();
            int failed = ToolProvider.getSystemJavaCompiler().run(null, null, said, "-proc:none", "-d",
                    folder.toString(), "-cp", System.getProperty("java.class.path"), source.toString());
            assertEquals(0, failed, said::toString);
            assertTrue(run(folder).startsWith("This is a simulated answer"));
        }
    }

    private static String run(Path folder) throws Exception {
        var before = System.out;
        var printed = new ByteArrayOutputStream();
        try (var loader = new URLClassLoader(new java.net.URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            var main = loader.loadClass("Hello").getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void javaAndGoArePrograms() {
        for (var secret : List.of(Optional.of(SECRET), Optional.<String>empty())) {
            var all = Snippets.of(URL, secret, "m");
            assertTrue(all.get(3).text().contains("public static void main"));
            assertTrue(all.get(4).text().contains("package main") && all.get(4).text().contains("func main()"));
            assertEquals(secret.isEmpty(), all.get(4).text().contains("\"os\""), "Go refuses an import unused");
        }
    }

    @Test
    void aShortSecretIsHiddenWhole() {
        assertEquals("····", Snippets.masked("12345678"));
    }
}
