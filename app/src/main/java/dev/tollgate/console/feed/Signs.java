package dev.tollgate.console.feed;

import dev.tollgate.console.chart.ChartData.Sign;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.gateway.alarm.Severity;

/// Alarms by how bad they are, in the lane above a chart and beside a name: a warning looks like one on every page.
public final class Signs {
    private Signs() {}

    /// What stands beside the sign. A budget's alarm is called as the budget is, which is often called as its key is.
    public static String text(String alarm, String subject) {
        return (alarm.equals(subject) ? "budget" : alarm) + " " + subject;
    }

    public static Sign of(Severity severity) {
        return switch (severity) {
            case INFO -> Sign.INFO;
            case WARNING -> Sign.WARNING;
            case CRITICAL -> Sign.CRITICAL;
        };
    }

    /// The same as a node's shape.
    public static Mark mark(Severity severity) {
        return switch (severity) {
            case INFO -> Mark.INFO;
            case WARNING -> Mark.WARNING;
            case CRITICAL -> Mark.CRITICAL;
        };
    }
}
