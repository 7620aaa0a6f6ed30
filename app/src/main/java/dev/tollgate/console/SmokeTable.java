package dev.tollgate.console;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.smoke.SmokePlan;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.TargetId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A smoke test as text: the estimate before, the table of targets by checks after, and what is wrong in words.
final class SmokeTable {
    private SmokeTable() {}

    /// `9 calls to sim/sim-small, about $0.00021, at most $0.0014, ceiling $0.05`, and what it cannot know.
    static String estimate(SmokePlan plan) {
        var line = plan.calls() + (plan.calls() == 1 ? " call to " : " calls to ")
                + plan.ask().targets().stream().map(TargetId::label).collect(Collectors.joining(", "))
                + (plan.unpriced().size() == plan.ask().targets().size()
                        ? ""
                        : ", about " + usd(plan.expectedPicos()) + ", at most " + usd(plan.mostPicos()))
                + ", ceiling " + usd(plan.ask().ceilingPicos());
        return plan.unpriced().isEmpty()
                ? line
                : line + "\nThe price of " + String.join(", ", plan.unpriced())
                        + " is not known: the ceiling cannot count it. All calls together bring at most "
                        + plan.mostTokens() + " tokens of output.";
    }

    private static String usd(long picos) {
        return "$" + Picos.usd(new BigDecimal(picos).round(new MathContext(3)).longValueExact());
    }

    /// Tells each cell as it is found, on standard error: a test may take a minute.
    static final class Progress {
        private int told;

        void show(SmokeRun run) {
            for (; told < run.cells().size(); told++) {
                var cell = run.cells().get(told);
                System.err.println("[" + (told + 1) + "/" + run.checks() + "] " + cell.target() + " " + cell.check()
                        + ": " + word(cell.state())
                        + (cell.cause().isEmpty() || cell.cause().equals(word(cell.state()))
                                ? ""
                                : ", " + cell.cause()));
            }
        }
    }

    /// @return the exit code
    static int print(SmokeRun run) {
        table(run).forEach(System.out::println);
        run.cells().stream().filter(c -> c.state() == SmokeCell.State.FAILED || c.state() == SmokeCell.State.DEGRADED)
                .forEach(SmokeTable::explain);
        run.cells().stream().filter(c -> c.state() == SmokeCell.State.NOT_RUN).map(SmokeCell::detail).distinct()
                .forEach(why -> System.out.println("\nnot run: " + why));
        boolean passes = run.state() == SmokeRun.State.DONE && run.count(SmokeCell.State.FAILED) == 0
                && run.count(SmokeCell.State.NOT_RUN) == 0;
        System.out.println("\n" + (passes ? "passed" : "NOT PASSED") + ": " + run.count(SmokeCell.State.OK) + " ok, "
                + run.count(SmokeCell.State.DEGRADED) + " degraded, " + run.count(SmokeCell.State.FAILED)
                + " failed, " + run.count(SmokeCell.State.SKIPPED) + " not offered, "
                + run.count(SmokeCell.State.NOT_RUN) + " not run; " + run.calls()
                + (run.calls() == 1 ? " call, $" : " calls, $")
                + Picos.usd(run.picos())
                + (run.unpriced() == 0 ? "" : " + " + run.unpriced() + " unpriced"));
        return passes ? 0 : 1;
    }

    private static void explain(SmokeCell cell) {
        System.out.println("\n" + cell.target() + " " + cell.check() + ": " + cell.cause() + "\n  " + cell.detail()
                + "\n  assertion " + cell.number() + " of " + cell.assertions() + ": " + cell.assertion()
                + (cell.curl().isEmpty() ? "" : "\n  " + cell.curl()));
    }

    private static List<String> table(SmokeRun run) {
        var checks = Arrays.stream(Check.values())
                .filter(check -> run.cells().stream().anyMatch(c -> c.check().equals(check.word()))).toList();
        var targets = run.cells().stream().map(SmokeCell::target).distinct().toList();
        int wide = targets.stream().mapToInt(String::length).max().orElse(0);
        var lines = new ArrayList<String>();
        lines.add(padded("target", wide) + checks.stream().map(c -> "  " + padded(c.title(), 7))
                .collect(Collectors.joining()).stripTrailing());
        for (var target : targets) {
            lines.add(padded(target, wide) + checks.stream()
                    .map(check -> "  " + padded(run.cells().stream()
                            .filter(c -> c.target().equals(target) && c.check().equals(check.word())).findFirst()
                            .map(SmokeTable::shown).orElse(""), 7))
                    .collect(Collectors.joining()).stripTrailing());
        }
        return lines;
    }

    private static String shown(SmokeCell cell) {
        return Optional.of(cell).filter(c -> c.state() == SmokeCell.State.OK && c.amount().isPresent())
                .map(c -> c.check().equals(Check.LATENCY.word())
                        ? c.amount().getAsLong() + "ms"
                        : c.amount().getAsLong() / 10 + "%")
                .orElseGet(() -> word(cell.state()));
    }

    private static String word(SmokeCell.State state) {
        return switch (state) {
            case OK -> "ok";
            case DEGRADED -> "degr.";
            case FAILED -> "FAIL";
            case SKIPPED -> "-";
            case NOT_RUN -> "not run";
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
