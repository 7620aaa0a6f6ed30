package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String ROOT = "dev.tollgate.gateway";
    private static final Path CLASSES = Path.of("target/classes");
    private static final JavaClasses OURS = new ClassFileImporter().importPath(CLASSES);

    @TempDir
    Path planted;

    @BeforeAll
    static void someClassesAreThere() {
        assertTrue(OURS.size() > 50, "no classes in " + CLASSES.toAbsolutePath());
    }

    static Stream<Map.Entry<String, ArchRule>> rules() {
        return ArchitectureRules.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theEngineKeepsTheRule(Map.Entry<String, ArchRule> rule) {
        rule.getValue().check(OURS);
    }

    @Test
    void everyPackageHasItsPlaceInTheLine() {
        var unknown = packages().stream().map(JavaPackage::getName).filter(name -> !name.equals(ROOT))
                .filter(name -> !ArchitectureRules.packages().contains(firstPart(name))).toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyPackageIsNullMarked() {
        var without = packages().stream().filter(p -> !p.isAnnotatedWith(NullMarked.class)).map(JavaPackage::getName)
                .toList();
        assertEquals(List.of(), without);
    }

    /// `upstream` of `dev.tollgate.gateway.upstream.dialect`.
    private static String firstPart(String name) {
        var rest = name.substring(ROOT.length() + 1);
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static List<JavaPackage> packages() {
        return OURS.getPackage(ROOT).getSubpackagesInTree().stream()
                .filter(p -> !p.getClasses().isEmpty()).toList();
    }

    /// A rule that catches nothing is worse than none: each is shown a class that breaks it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"line|config|Object x = dev.tollgate.gateway.wire.Head.EMPTY;",
            "line|time|Object x = dev.tollgate.gateway.term.Attribution.NONE;",
            "line|routing|Class<?> x = dev.tollgate.gateway.admission.Claim.class;",
            "line|request|Class<?> x = dev.tollgate.gateway.control.Control.class;",
            "sql|request|java.sql.Connection x;", "h2|config|org.h2.Driver x;",
            "server|sim|org.apache.hc.core5.http.impl.io.HttpService x;",
            "bootstrap|admin|org.apache.hc.core5.http.impl.bootstrap.HttpServer x;",
            "client|sim|org.apache.hc.client5.http.classic.HttpClient x;",
            "second client|upstream|java.net.http.HttpClient x;",
            "amazon|sim|software.amazon.awssdk.eventstream.Message x;",
            "keychain|request|com.github.javakeyring.Keyring x;",
            "clock|pricing|Object x = java.time.Instant.now();",
            "clock|admission|long x = System.nanoTime();", "clock|ledger|Object x = java.time.LocalDate.now();",
            "clock|routing|void x() throws Exception { Thread.sleep(1); }",
            "threads|request|Object x = Thread.ofVirtual();",
            "threads|ledger|Object x = java.util.concurrent.Executors.newSingleThreadExecutor();",
            "chance|routing|Object x = new java.util.Random();",
            "chance|request|int x = java.util.concurrent.ThreadLocalRandom.current().nextInt();",
            "chance|http|Object x = java.util.UUID.randomUUID();",
            "waiting|upstream|java.util.concurrent.CountDownLatch x;",
            "waiting|request|Object x = new java.util.concurrent.CompletableFuture<String>();",
            "interrupt|request|void x() { Thread.currentThread().interrupt(); }",
            "flight end|admin|void x(dev.tollgate.gateway.event.Flight f) { f.end(dev.tollgate.gateway.term.Fault.CUT); }",
            "subscribe|routing|void x(dev.tollgate.gateway.event.Events e) { e.subscribe(event -> { }); }",
            "admit|control|void x(dev.tollgate.gateway.admission.Admission a, java.time.ZoneId z,"
                    + " dev.tollgate.gateway.admission.Claim c) { a.admit(java.util.List.of(), z, c); }",
            "streams|access|void x() { System.out.println(1); }"})
    void aPlantedFaultIsCaught(String rule, String place, String code) throws IOException {
        var classes = plant(place, code);
        var checked = Objects.requireNonNull(ArchitectureRules.all().get(rule));
        var caught = assertThrows(AssertionError.class, () -> checked.check(classes));
        assertTrue(String.valueOf(caught.getMessage()).contains("Planted"), caught.getMessage());
    }

    private JavaClasses plant(String place, String code) throws IOException {
        var source = Files.writeString(planted.resolve("Planted.java"),
                "package dev.tollgate.gateway." + place + "; class Planted { " + code + " }");
        var compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(null, null, null, "-proc:none", "-d", planted.toString(), "-cp",
                CLASSES + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                source.toString());
        assertEquals(0, status, "the planted class does not compile: " + code);
        return new ClassFileImporter().importPath(planted);
    }
}
