package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files that spreadsheets and scripts read, with the ledger's own figures.
class ExportTest {
    private static final Instant FROM = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant TO = FROM.plusSeconds(3_600);
    private static final EntryFilter ALL = EntryFilter.between(FROM, TO);

    @TempDir
    Path dir;

    private static JsonNode json(ByteArrayOutputStream out) {
        return JsonMapper.shared().readTree(out.toByteArray());
    }

    @Test
    void entriesAsJsonAreTheContractsObjects() throws IOException {
        try (var ledger = Samples.open(dir)) {
            var entries = new Samples(51).entries(1_200, FROM, TO);
            Samples.settle(ledger, entries);
            var out = new ByteArrayOutputStream();
            assertEquals(1_200, Export.entries(ledger.queries(), ALL, Samples.BERLIN, Export.Format.JSON, out));
            long picos = 0;
            for (var row : json(out)) {
                var entry = ledger.queries().entry(row.get("id").asString()).orElseThrow();
                assertEquals(entry.attempts().size(), row.get("attempts").size());
                assertEquals(entry.result().outcome().word(), row.get("outcome").asString());
                if (!row.get("cost_usd").isNull()) {
                    picos += Picos.ofUsd(new BigDecimal(row.get("cost_usd").asString()));
                }
            }
            assertEquals(ledger.queries().total(FROM, TO).totals().picos(), picos);
        }
    }

    @Test
    void entriesAsCsvHaveOneLineEachInTheBillingZone() throws IOException {
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, new Samples(52).entries(20, FROM, TO));
            var out = new ByteArrayOutputStream();
            assertEquals(20, Export.entries(ledger.queries(), ALL, Samples.BERLIN, Export.Format.CSV, out));
            var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            assertEquals(21, lines.size());
            assertTrue(lines.get(0).startsWith("id,started,ended,state,key,route"), lines.get(0));
            assertTrue(lines.get(1).contains("+01:00"), lines.get(1));
        }
    }

    @Test
    void spendHasTheSameFiguresInBothForms() throws IOException {
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, new Samples(53).entries(200, FROM, TO));
            var query = new SpendQuery(List.of(Dimension.KEY), FROM, TO, SpendQuery.Step.MINUTE, Duration.ofHours(1),
                    Map.of());
            var out = new ByteArrayOutputStream();
            Export.spend(ledger.queries(), query, Samples.BERLIN, Export.Format.JSON, out);
            var rows = ledger.queries().spend(query);
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(rows.get(i).by().getFirst(), json(out).get(i).get("key").asString());
                assertEquals(Picos.usd(rows.get(i).totals().picos()), json(out).get(i).get("cost_usd").asString());
            }
            var csv = new ByteArrayOutputStream();
            Export.spend(ledger.queries(), query, Samples.BERLIN, Export.Format.CSV, csv);
            assertTrue(csv.toString(StandardCharsets.UTF_8).contains(Picos.usd(rows.getFirst().totals().picos())));
        }
    }

    @Test
    void aCellThatWouldRunAsAFormulaDoesNot() throws IOException {
        var out = new StringWriter();
        Csv.row(out, List.of("=HYPERLINK(\"x\")", "a,b", "", "line\nbreak", "plain"));
        assertEquals("\"'=HYPERLINK(\"\"x\"\")\",\"a,b\",,\"line\nbreak\",plain\r\n", out.toString());
    }

    @Test
    void anEmptyRangeIsAnEmptyFile() throws IOException {
        try (var ledger = Samples.open(dir)) {
            var out = new ByteArrayOutputStream();
            assertEquals(0, Export.entries(ledger.queries(), ALL, Samples.BERLIN, Export.Format.JSON, out));
            assertEquals("[]", out.toString(StandardCharsets.UTF_8));
            assertEquals(Optional.empty(), ledger.queries().entries(ALL, 10, Optional.empty()).nextCursor());
        }
    }
}
