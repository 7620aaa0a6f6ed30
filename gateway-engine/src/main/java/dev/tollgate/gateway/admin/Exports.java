package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.ledger.Export;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.term.Word;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// `GET export`: what the command `tollgate export` writes of a home that a running process holds. With `by` spend,
/// else entries.
final class Exports {
    private final LiveSetup live;
    private final Ledger ledger;
    private final Time time;

    Exports(LiveSetup live, Ledger ledger, Time time) {
        this.live = live;
        this.ledger = ledger;
        this.time = time;
    }

    void serve(Exchange exchange) throws IOException {
        var query = Parameters.of(exchange.query()).known("from", "to", "min_usd", "format", "step", "by");
        var filter = query.filter(time.instant());
        var format = Word.parse(Export.Format.class, query.get("format").orElse("csv"))
                .orElseThrow(() -> new Parameters.Wrong("format", "format is csv or json."));
        var step = Word.parse(SpendQuery.Step.class, query.get("step").orElse("day"))
                .orElseThrow(() -> new Parameters.Wrong("step", "step is minute, hour or day."));
        var by = query.dimensions("by");
        var zone = live.current().config().billingZone();
        try (var out = new Body(exchange, format)) {
            if (by.isEmpty()) {
                Export.entries(ledger.queries(), filter, zone, format, out);
            } else {
                Export.spend(ledger.queries(), new SpendQuery(by, filter.from(), filter.to(), step, length(step),
                        filter.only()), zone, format, out);
            }
        } catch (IllegalArgumentException wrong) {
            throw new Parameters.Wrong("by", String.valueOf(wrong.getMessage()));
        }
    }

    static Duration length(SpendQuery.Step step) {
        return switch (step) {
            case MINUTE -> Duration.ofMinutes(1);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
        };
    }

    /// The head goes with the first bytes, so that a mistake found before can still be said.
    private static final class Body extends OutputStream {
        private final Exchange exchange;
        private final Export.Format format;

        Body(Exchange exchange, Export.Format format) {
            this.exchange = exchange;
            this.format = format;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (!exchange.committed()) {
                exchange.head(200, Head.of("Content-Type", switch (format) {
                    case CSV -> "text/csv; charset=utf-8";
                    case JSON -> "application/json";
                }));
            }
            exchange.write(bytes, from, from + count);
        }

        @Override
        public void close() throws IOException {
            if (exchange.committed()) {
                exchange.end(new byte[0]);
            }
        }
    }
}
