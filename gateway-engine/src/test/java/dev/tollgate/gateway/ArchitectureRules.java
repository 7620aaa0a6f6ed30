package dev.tollgate.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the engine's packages may know, in one table that the real classes must pass and planted faults must not.
final class ArchitectureRules {
    private static final String ROOT = "dev.tollgate.gateway.";
    /// The direction of knowledge: a package uses only what stands left of it; what shares a place is blind to each other.
    private static final List<Set<String>> LEFT_TO_RIGHT = List.of(Set.of("time", "term"), Set.of("config"),
            Set.of("pricing"), Set.of("entry"), Set.of("wire", "event"),
            Set.of("access", "admission", "routing", "upstream", "ledger", "http", "sim"), Set.of("request"),
            Set.of("control"), Set.of("smoke", "backup"), Set.of("alarm"), Set.of("admin"));

    private ArchitectureRules() {}

    static Set<String> packages() {
        var all = new TreeSet<String>();
        LEFT_TO_RIGHT.forEach(all::addAll);
        return all;
    }

    /// By a short name that planted faults refer to.
    static Map<String, ArchRule> all() {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("line", line());
        rules.put("sql", only("java.sql..", "ledger"));
        rules.put("h2", only("org.h2..", "ledger"));
        rules.put("server", only("org.apache.hc.core5.http.impl.io..", "http", "upstream"));
        rules.put("bootstrap", only("org.apache.hc.core5.http.impl.bootstrap..", "http"));
        rules.put("client", only("org.apache.hc.client5..", "upstream"));
        rules.put("second client", only("java.net.http.."));
        rules.put("amazon", only("software.amazon..", "upstream"));
        rules.put("keychain", only("com.github.javakeyring..", "config"));
        rules.put("javafx", only("javafx.."));
        rules.put("console", only("dev.tollgate.console.."));
        rules.put("clock", calls("time is asked in time only", List.of("time"), "now", "nanoTime", "currentTimeMillis",
                "sleep", "systemUTC", "systemDefaultZone"));
        rules.put("threads", calls("threads start in time and http only", List.of("time", "http"), "ofVirtual",
                "ofPlatform", "startVirtualThread", "newVirtualThreadPerTaskExecutor", "newFixedThreadPool",
                "newSingleThreadExecutor", "newScheduledThreadPool", "newCachedThreadPool"));
        rules.put("chance", chance());
        rules.put("waiting", waiting());
        rules.put("interrupt", methodOf("java.lang.Thread", "interrupt", "time", "http", "ledger"));
        rules.put("flight end", methodOf(ROOT + "event.Flight", "end", "control", "request", "upstream", "event"));
        rules.put("subscribe", methodOf(ROOT + "event.Events", "subscribe", "control", "alarm", "admin", "event"));
        rules.put("admit", methodOf(ROOT + "admission.Admission", "admit", "request"));
        rules.put("streams", GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        return rules;
    }

    private static ArchRule line() {
        @Nullable
        CompositeArchRule all = null;
        for (int i = 0; i < LEFT_TO_RIGHT.size(); i++) {
            for (String from : LEFT_TO_RIGHT.get(i)) {
                var blind = new ArrayList<String>();
                for (Set<String> brace : LEFT_TO_RIGHT.subList(i, LEFT_TO_RIGHT.size())) {
                    brace.stream().filter(to -> !to.equals(from)).forEach(to -> blind.add(ROOT + to + ".."));
                }
                blind.add("dev.tollgate.gateway");
                var rule = noClasses().that().resideInAPackage(ROOT + from + "..").should().dependOnClassesThat()
                        .resideInAnyPackage(blind.toArray(String[]::new)).allowEmptyShould(true);
                all = all == null ? CompositeArchRule.of(rule) : all.and(rule);
            }
        }
        return Objects.requireNonNull(all);
    }

    private static ArchRule only(String what, String... where) {
        return noClasses().that().resideOutsideOfPackages(in(where)).should().dependOnClassesThat()
                .resideInAPackage(what).allowEmptyShould(true);
    }

    /// Static methods of the JDK's clock and thread types.
    private static ArchRule calls(String why, List<String> where, String... names) {
        var owners = Set.of("java.lang.Thread", "java.lang.System", "java.util.concurrent.Executors");
        var wanted = Set.of(names);
        return noClasses().that().resideOutsideOfPackages(in(where.toArray(String[]::new))).should()
                .accessTargetWhere(access(why, (owner, name) -> wanted.contains(name)
                        && (owners.contains(owner) || owner.startsWith("java.time."))))
                .allowEmptyShould(true);
    }

    private static ArchRule chance() {
        return noClasses().that().resideOutsideOfPackages(in("time")).should()
                .accessTargetWhere(access("chance comes as a parameter",
                        (owner, name) -> owner.equals("java.util.concurrent.ThreadLocalRandom")
                                || (owner.equals("java.util.Random") && name.equals(JavaConstructor.CONSTRUCTOR_NAME))
                                || (owner.equals("java.lang.Math") && name.equals("random"))
                                || (owner.equals("java.util.UUID") && name.equals("randomUUID"))))
                .allowEmptyShould(true);
    }

    /// Waits that a stepped clock could not end.
    private static ArchRule waiting() {
        var banned = Set.of("java.util.concurrent.CountDownLatch", "java.util.concurrent.Semaphore",
                "java.util.concurrent.CompletableFuture", "java.util.concurrent.BlockingQueue",
                "java.util.concurrent.LinkedBlockingQueue", "java.util.concurrent.ArrayBlockingQueue");
        return noClasses().that().resideInAnyPackage(in("request", "routing", "admission", "upstream", "sim")).should()
                .dependOnClassesThat(
                        DescribedPredicate.describe("wait without Time", c -> banned.contains(c.getName())))
                .allowEmptyShould(true);
    }

    private static ArchRule methodOf(String owner, String name, String... where) {
        var outside = new ArrayList<>(Arrays.asList(in(where)));
        outside.add("dev.tollgate.gateway");
        return noClasses().that().resideOutsideOfPackages(outside.toArray(String[]::new)).should()
                .accessTargetWhere(access("call " + name + " of " + owner,
                        (o, n) -> o.equals(owner) && n.equals(name)))
                .allowEmptyShould(true);
    }

    /// What a call goes to, by the owner's and its own name.
    private interface Target {
        boolean matches(String owner, String name);
    }

    private static DescribedPredicate<JavaAccess<?>> access(String why, Target target) {
        return DescribedPredicate.describe(why,
                access -> target.matches(access.getTarget().getOwner().getName(), access.getTarget().getName()));
    }

    private static String[] in(String... packages) {
        return Arrays.stream(packages).map(name -> ROOT + name + "..").toArray(String[]::new);
    }
}
