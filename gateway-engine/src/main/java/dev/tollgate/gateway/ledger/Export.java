package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.term.Word;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Ledger and spend as files: decimals with a point, instants in ISO form with their offset, row by row.
public final class Export {
    /// How rows are written.
    public enum Format implements Word {
        CSV,
        JSON
    }

    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    private static final int PAGE = 1_000;
    private static final List<Dimension> ATTRIBUTION = List.of(Dimension.OWNER, Dimension.CUSTOMER, Dimension.PLAN,
            Dimension.WORKSPACE, Dimension.USER, Dimension.AGENT, Dimension.THREAD, Dimension.FEATURE, Dimension.TASK,
            Dimension.ENVIRONMENT, Dimension.TRAFFIC, Dimension.SETTLEMENT, Dimension.CALLER);
    private static final List<String> TOTALS = List.of("requests", "errors", "rejected", "fallbacks", "input",
            "cache_read", "output", "cost_usd", "estimated_usd", "failed_usd", "saved_usd", "unpriced");

    private Export() {}

    /// Entries, newest first; the stream is flushed, not closed.
    ///
    /// @return rows written
    public static long entries(Queries queries, EntryFilter filter, ZoneId zone, Format format, OutputStream out)
            throws IOException {
        return switch (format) {
            case CSV -> entriesCsv(queries, filter, zone, writer(out));
            case JSON -> entriesJson(queries, filter, out);
        };
    }

    private interface Each {
        void entry(Entry entry) throws IOException;
    }

    private static long pages(Queries queries, EntryFilter filter, Each each) throws IOException {
        long rows = 0;
        Optional<String> cursor = Optional.empty();
        do {
            var page = queries.entries(filter, PAGE, cursor);
            for (var entry : page.entries()) {
                each.entry(entry);
            }
            rows += page.entries().size();
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return rows;
    }

    private static long entriesJson(Queries queries, EntryFilter filter, OutputStream out) throws IOException {
        try (var json = generator(out)) {
            json.writeStartArray();
            long rows = pages(queries, filter, entry -> EntryJson.write(json, entry, true));
            json.writeEndArray();
            return rows;
        }
    }

    private static JsonGenerator generator(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    private static Writer writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    private static long entriesCsv(Queries queries, EntryFilter filter, ZoneId zone, Writer out) throws IOException {
        var head = new ArrayList<>(List.of("id", "started", "ended", "state", "key", "route", "endpoint",
                "requested_model", "stream", "outcome", "app_outcome", "status", "reason", "target", "provider",
                "upstream_model", "response_model", "route_type", "fell_back_from", "attempts", "retries"));
        ATTRIBUTION.forEach(d -> head.add(d.word()));
        head.addAll(List.of("tags", "input", "cache_read", "output", "reasoning", "usage_source", "cost_usd",
                "cost_source", "cost_bound", "unpriced_attempts", "ttft_ms", "duration_ms"));
        Csv.row(out, head);
        long rows = pages(queries, filter, entry -> Csv.row(out, cells(entry, zone)));
        out.flush();
        return rows;
    }

    private static List<String> cells(Entry e, ZoneId zone) {
        var cells = new ArrayList<>(List.of(e.id(), iso(e.started(), zone), e.ended().map(t -> iso(t, zone)).orElse(""),
                e.state().word(), e.asked().key(), e.asked().route().orElse(""),
                e.asked().endpoint().map(Endpoint::word).orElse(""), e.asked().model().orElse(""),
                Boolean.toString(e.asked().stream()), e.result().outcome().word(), e.appOutcome().orElse(""),
                Integer.toString(e.result().status()), e.result().reason().map(Reason::word).orElse("")));
        var s = e.served();
        cells.addAll(List.of(s.target().orElse(""), s.provider().orElse(""), s.upstreamModel().orElse(""),
                s.responseModel().orElse(""), s.routeType().map(RouteType::word).orElse(""),
                s.fellBackFrom().orElse(""), Integer.toString(s.attempts()), Integer.toString(s.retries())));
        ATTRIBUTION.forEach(d -> cells.add(e.attribution().get(d).orElse("")));
        cells.add(String.join(" ", e.attribution().tags()));
        for (var unit : List.of(Unit.INPUT, Unit.CACHE_READ, Unit.OUTPUT, Unit.REASONING)) {
            var count = e.usage().reported(unit);
            cells.add(count.isPresent() ? Long.toString(count.getAsLong()) : "");
        }
        cells.addAll(List.of(e.usage().source().word(), e.cost().isPriced() ? Picos.usd(e.cost().picos()) : "",
                e.cost().source().word(), e.cost().bound().word(), Integer.toString(e.unpriced()),
                e.ttftMs().isPresent() ? Long.toString(e.ttftMs().getAsLong()) : "", Long.toString(e.durationMs())));
        return cells;
    }

    private static String iso(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }

    /// Spend rows of one query; the stream is flushed, not closed.
    ///
    /// @return rows written
    public static long spend(Queries queries, SpendQuery query, ZoneId zone, Format format, OutputStream out)
            throws IOException {
        var rows = queries.spend(query);
        switch (format) {
            case CSV -> spendCsv(rows, query, zone, writer(out));
            case JSON -> spendJson(rows, query, zone, out);
        }
        return rows.size();
    }

    private static List<String> figures(Totals t) {
        return List.of(Long.toString(t.requests()), Long.toString(t.errors()), Long.toString(t.rejected()),
                Long.toString(t.fallbacks()), Long.toString(t.input()), Long.toString(t.cacheRead()),
                Long.toString(t.output()), Picos.usd(t.picos()), Picos.usd(t.estimatedPicos()),
                Picos.usd(t.failedPicos()), Picos.usd(t.savedPicos()), Long.toString(t.unpriced()));
    }

    private static void spendCsv(List<SpendRow> rows, SpendQuery query, ZoneId zone, Writer out) throws IOException {
        var head = new ArrayList<>(List.of("start"));
        query.by().forEach(d -> head.add(d.word()));
        head.addAll(TOTALS);
        Csv.row(out, head);
        for (var row : rows) {
            var cells = new ArrayList<>(List.of(iso(row.start(), zone)));
            cells.addAll(row.by());
            cells.addAll(figures(row.totals()));
            Csv.row(out, cells);
        }
        out.flush();
    }

    private static void spendJson(List<SpendRow> rows, SpendQuery query, ZoneId zone, OutputStream out) {
        try (var json = generator(out)) {
            json.writeStartArray();
            for (var row : rows) {
                json.writeStartObject();
                json.writeStringProperty("start", iso(row.start(), zone));
                for (int i = 0; i < query.by().size(); i++) {
                    json.writeStringProperty(query.by().get(i).word(), row.by().get(i));
                }
                var figures = figures(row.totals());
                for (int i = 0; i < TOTALS.size(); i++) {
                    figure(json, TOTALS.get(i), figures.get(i));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void figure(JsonGenerator json, String name, String figure) {
        if (name.endsWith("_usd")) {
            json.writeStringProperty(name, figure);
        } else {
            json.writeNumberProperty(name, Long.parseLong(figure));
        }
    }
}
