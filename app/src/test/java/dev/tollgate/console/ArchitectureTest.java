package dev.tollgate.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.Observable;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the console's packages may know, and that each rule finds a class that breaks it.
class ArchitectureTest {
    private static final String ROOT = "dev.tollgate.console";
    /// A package uses only what stands left of it; what shares a place is blind to each other.
    private static final List<Set<String>> LEFT_TO_RIGHT = List.of(Set.of("fx", "demo"), Set.of("chart"),
            Set.of("feed"), Set.of("live", "requests", "spend", "keys", "routes", "prices", "smoke", "alarms",
                    "settings", "setup"),
            Set.of("shell"), Set.of("shots"));
    private static final Path CLASSES = Path.of("target/classes");
    private static final JavaClasses OURS = new ClassFileImporter().importPath(CLASSES);

    @TempDir
    Path planted;

    @BeforeAll
    static void someClassesAreThere() {
        assertTrue(OURS.size() > 50, "no classes in " + CLASSES.toAbsolutePath());
    }

    /// By a short name that planted faults refer to.
    static Stream<Map.Entry<String, ArchRule>> rules() {
        var rules = new LinkedHashMap<String, ArchRule>();
        for (int i = 0; i < LEFT_TO_RIGHT.size(); i++) {
            for (var from : LEFT_TO_RIGHT.get(i)) {
                rules.put("line of " + from, line(from, i));
            }
        }
        rules.put("model", noClasses().that().haveSimpleNameEndingWith("Model").should().dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage.."));
        rules.put("later", noClasses().that().resideOutsideOfPackages(in("feed", "shell", "shots")).should()
                .accessTargetWhere(runLater()));
        rules.put("demo", noClasses().that().resideInAPackage(ROOT + ".demo..").should().dependOnClassesThat()
                .resideInAnyPackage("javafx..", "com.sun.javafx.."));
        rules.put("headless", noClasses().that().resideInAPackage(ROOT).and()
                .haveSimpleNameNotContaining("ConsoleApp").and().haveSimpleNameNotContaining("WindowRun").and()
                .haveSimpleNameNotContaining("Drawn").should().dependOnClassesThat().resideInAPackage("javafx.."));
        rules.put("sql", noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.h2.."));
        rules.put("clock", noClasses().should().accessTargetWhere(clock()));
        return rules.entrySet().stream();
    }

    private static ArchRule line(String from, int place) {
        var blind = new ArrayList<String>();
        for (var brace : LEFT_TO_RIGHT.subList(place, LEFT_TO_RIGHT.size())) {
            brace.stream().filter(to -> !to.equals(from)).forEach(to -> blind.add(ROOT + "." + to + ".."));
        }
        blind.add(ROOT);
        return noClasses().that().resideInAPackage(ROOT + "." + from + "..").should().dependOnClassesThat()
                .resideInAnyPackage(blind.toArray(String[]::new)).allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAccess<?>> runLater() {
        return DescribedPredicate.describe("hand work to the JavaFX thread", access -> access.getTarget().getOwner()
                .getName().equals("javafx.application.Platform") && access.getTarget().getName().equals("runLater"));
    }

    /// Time is asked of `Time`, so that pictures and tests can stand still.
    private static DescribedPredicate<JavaAccess<?>> clock() {
        return DescribedPredicate.describe("ask a clock", access -> {
            var owner = access.getTarget().getOwner().getName();
            var name = access.getTarget().getName();
            return (owner.startsWith("java.time.") && name.equals("now"))
                    || (owner.equals("java.lang.System")
                            && (name.equals("nanoTime") || name.equals("currentTimeMillis")))
                    || (owner.equals("java.lang.Thread") && name.equals("sleep"));
        });
    }

    private static String[] in(String... packages) {
        return Stream.of(packages).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theConsoleKeepsTheRule(Map.Entry<String, ArchRule> rule) {
        rule.getValue().check(OURS);
    }

    @Test
    void everyPackageHasItsPlaceInTheLine() {
        var known = LEFT_TO_RIGHT.stream().flatMap(Set::stream).collect(Collectors.toSet());
        assertEquals(List.of(), packages().stream().map(JavaPackage::getName).filter(name -> !name.equals(ROOT))
                .filter(name -> !known.contains(name.substring(ROOT.length() + 1).split("\\.", 2)[0])).toList());
    }

    @Test
    void everyPackageIsNullMarked() {
        assertEquals(List.of(), packages().stream().filter(p -> !p.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName).toList());
    }

    private static List<JavaPackage> packages() {
        return OURS.getPackage(ROOT).getSubpackagesInTree().stream().filter(p -> !p.getClasses().isEmpty()).toList();
    }

    /// The jars of JavaFX, wherever the class path has them.
    private static String javafx() {
        return Stream.of(Observable.class, Platform.class).map(type -> Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            line of live    | live    | dev.tollgate.console.spend.Planted other;
            line of feed    | feed    | dev.tollgate.console.live.Planted other;
            line of fx      | fx      | dev.tollgate.console.demo.Planted other;
            line of shell   | shell   | dev.tollgate.console.Planted other;
            model           | live    | javafx.scene.Node node;
            later           | live    | { javafx.application.Platform.runLater(null); }
            demo            | demo    | javafx.application.Application application;
            sql             | feed    | java.sql.Connection connection;
            clock           | chart   | { System.nanoTime(); }
            """)
    void aPlantedFaultIsFound(String rule, String where, String body) throws IOException {
        var folder = Files.createDirectories(planted.resolve("src"));
        var sources = new ArrayList<String>();
        for (var each : Set.of("live", "spend", "demo", "feed", "shell", "fx", "chart", "")) {
            var pack = each.isEmpty() ? ROOT : ROOT + "." + each;
            var name = each.equals(where) && rule.equals("model") ? "PlantedModel" : "Planted";
            var file = folder.resolve(pack + "." + name).resolve(name + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "package " + pack + "; public class " + name + " { "
                    + (each.equals(where) ? body : "") + " }");
            sources.add(file.toString());
        }
        var out = planted.resolve("out").toString();
        var arguments = new ArrayList<>(List.of("-proc:none", "-d", out, "-cp", javafx()));
        arguments.addAll(sources);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        var classes = new ClassFileImporter().importPath(Path.of(out));
        var broken = rules().filter(each -> each.getKey().equals(rule)).findFirst().orElseThrow().getValue()
                .allowEmptyShould(true);
        assertThrows(AssertionError.class, () -> broken.check(classes));
    }
}
