package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Unit;
import java.time.ZoneId;
import javafx.scene.Node;
import javafx.scene.control.Label;

/// What the inspector's tabs say of a call that still runs: all that is known so far, and when the rest will be.
final class Flying {
    private static final String LATER = "Settled when the call ends, by what the provider counts.";

    private Flying() {}

    static Node of(Inspector.Part part, Row row, ZoneId zone) {
        return switch (part) {
            case SUMMARY -> Tabs.running(row);
            case ATTEMPTS -> attempts(row);
            case COST -> cost(row);
            case TIMING -> timing(row, zone);
            case REQUEST -> request(row);
        };
    }

    private static Node attempts(Row row) {
        var target = row.value(Dimension.TARGET);
        var lines = new Lines().heading("Now");
        if (target.isEmpty()) {
            lines.text("No target yet: it is " + Look.state(row) + ".");
        } else {
            var took = Styled.text(Look.duration(row));
            var name = TableColumns.elided(Styled.strong(target.orElseThrow()));
            lines.node(Tabs.marked(Look.mark(row), Tabs.line(name, took), Styled.small(Look.state(row) + ", "
                    + Look.total(row, Unit.OUTPUT) + " out so far, estimated")));
        }
        return lines.text("Targets tried before, and why, are listed when the call ends.");
    }

    private static Node cost(Row row) {
        var figure = Styled.figure(Look.cost(row));
        if (Look.cost(row).equals(Money.UNPRICED)) {
            figure.getStyleClass().add("tg-text-warning");
        }
        return new Lines().node(Tabs.line(figure, Styled.muted("so far")))
                .line("input", Look.total(row, Unit.INPUT), "estimated")
                .line("output so far", Look.total(row, Unit.OUTPUT), "estimated").text(LATER);
    }

    private static Node timing(Row row, ZoneId zone) {
        return new Lines().line("started", Format.timeHover(row.started(), zone).lines().findFirst().orElse(""))
                .line("running for", Look.duration(row)).line("state", Look.state(row))
                .text("First token and output speed are known when the call ends.");
    }

    private static Node request(Row row) {
        Label id = Styled.mono(row.id());
        return new Lines().line("id", TableColumns.elided(id)).line("route", Look.route(row))
                .line("target", row.value(Dimension.TARGET).orElse(Format.NONE))
                .line("upstream model", row.value(Dimension.MODEL).orElse(Format.NONE)).heading("Prompt and reply")
                .text(Tabs.UNSTORED);
    }
}
