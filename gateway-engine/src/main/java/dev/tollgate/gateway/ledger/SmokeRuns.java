package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.Word;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Smoke tests of the past. Thread-safe; a save is on disk when it returns. Never for the JavaFX thread.
public final class SmokeRuns {
    /// Runs that are kept.
    public static final int KEPT = 500;

    private static final String LIGHT = "run, target, what, state, at, cause, detail, assertion, number, assertions,"
            + " amount, calls, picos, took, '' AS sent, '' AS received, '' AS curl, requests";
    /// See [SmokeCell#saysNothing].
    private static final String SAYS = "(state <> 'not_run' OR cause = '" + SmokeCell.NOT_TRIED + "')";
    private static final String AGED = "SELECT " + LIGHT + " FROM (SELECT c.*, ROW_NUMBER() OVER"
            + " (PARTITION BY target, what ORDER BY at DESC, run DESC) AS age FROM smoke_cell c";
    private static final String RANKED = AGED + " WHERE " + SAYS + ") WHERE age = ? ORDER BY target, what";
    private static final String UNREACHED = AGED + ") WHERE age = 1 AND NOT " + SAYS + " ORDER BY target, what";

    private static final String LEFT_OPEN = "UPDATE smoke_run SET state = 'interrupted', ended ="
            + " COALESCE((SELECT MAX(c.at) FROM smoke_cell c WHERE c.run = smoke_run.id), started)"
            + " WHERE state = 'running'";

    private final Database database;

    SmokeRuns(Database database) {
        this.database = database;
    }

    /// Closes runs that were left open by a process that ended in their midst: at its last cell, where it has one.
    public void closeLeftOpen() {
        boolean any = database.read(connection -> {
            try (var find = connection.createStatement()) {
                return find.executeQuery("SELECT 1 FROM smoke_run WHERE state = 'running' LIMIT 1").next();
            }
        });
        if (any) {
            database.change(connection -> {
                try (var close = connection.createStatement()) {
                    return close.executeUpdate(LEFT_OPEN);
                }
            });
        }
    }

    /// Keeps a run that begins; the oldest go.
    public void begin(SmokeRun run) {
        database.change(connection -> {
            try (var old = connection.createStatement()) {
                old.execute(LEFT_OPEN);
                old.execute("DELETE FROM smoke_run WHERE id NOT IN"
                        + " (SELECT id FROM smoke_run ORDER BY started DESC LIMIT " + (KEPT - 1) + ")");
                old.execute("DELETE FROM smoke_cell WHERE run NOT IN (SELECT id FROM smoke_run)");
            }
            return write(connection, run);
        });
    }

    /// Keeps how far a run has come: its head and the cells from this place on.
    ///
    /// @param from how many of the run's cells are kept already
    public void save(SmokeRun run, int from) {
        database.change(connection -> {
            write(connection, run);
            try (var insert = connection.prepareStatement("INSERT INTO smoke_cell VALUES (?" + ", ?".repeat(18)
                    + ")")) {
                for (int place = from; place < run.cells().size(); place++) {
                    cell(insert, place, run.cells().get(place));
                }
                return insert.executeBatch().length;
            }
        });
    }

    /// The newest runs first, their cells without exchanges.
    public List<SmokeRun> recent(int limit) {
        return database.read(connection -> {
            try (var find = connection.prepareStatement("SELECT * FROM smoke_run ORDER BY started DESC LIMIT ?")) {
                find.setInt(1, limit);
                return runs(connection, find.executeQuery(), LIGHT);
            }
        });
    }

    /// One run, its cells whole.
    public Optional<SmokeRun> run(String id) {
        return database.read(connection -> {
            try (var find = connection.prepareStatement("SELECT * FROM smoke_run WHERE id = ?")) {
                find.setString(1, id);
                return runs(connection, find.executeQuery(), "*").stream().findFirst();
            }
        });
    }

    /// The newest cell of each target and check, without its exchange.
    ///
    /// @param age 1 for the newest, 2 for the one before it
    public List<SmokeCell> latest(int age) {
        return database.read(connection -> {
            try (var find = connection.prepareStatement(RANKED)) {
                find.setInt(1, age);
                return cells(find.executeQuery());
            }
        });
    }

    /// Cells that the newest run which was to make them did not come to; what [#latest] knows of them is from before.
    public List<SmokeCell> unreached() {
        return database.read(connection -> {
            try (var find = connection.createStatement()) {
                return cells(find.executeQuery(UNREACHED));
            }
        });
    }

    /// The newest cells of one target and check, whole, the newest first.
    public List<SmokeCell> history(String target, String check, int limit) {
        return database.read(connection -> {
            try (var find = connection.prepareStatement("SELECT * FROM smoke_cell WHERE target = ? AND what = ?"
                    + " AND " + SAYS + " ORDER BY at DESC, run DESC LIMIT ?")) {
                find.setString(1, target);
                find.setString(2, check);
                find.setInt(3, limit);
                return cells(find.executeQuery());
            }
        });
    }

    private static int write(Connection connection, SmokeRun run) throws SQLException {
        try (var keep = connection.prepareStatement("MERGE INTO smoke_run KEY (id) VALUES (?" + ", ?".repeat(10)
                + ")")) {
            keep.setString(1, run.id());
            keep.setLong(2, Rows.micros(run.started()));
            keep.setLong(3, run.ended().map(Rows::micros).orElse(-1L));
            keep.setString(4, run.author());
            keep.setString(5, run.subject());
            keep.setString(6, run.state().word());
            keep.setInt(7, run.checks());
            keep.setInt(8, run.calls());
            keep.setLong(9, run.picos());
            keep.setInt(10, run.unpriced());
            keep.setLong(11, run.ceiling());
            return keep.executeUpdate();
        }
    }

    private static void cell(PreparedStatement insert, int place, SmokeCell cell) throws SQLException {
        insert.setString(1, cell.run());
        insert.setInt(2, place);
        insert.setString(3, cell.target());
        insert.setString(4, cell.check());
        insert.setString(5, cell.state().word());
        insert.setLong(6, Rows.micros(cell.at()));
        insert.setString(7, cell.cause());
        insert.setString(8, cell.detail());
        insert.setString(9, cell.assertion());
        insert.setInt(10, cell.number());
        insert.setInt(11, cell.assertions());
        insert.setLong(12, cell.amount().orElse(-1));
        insert.setInt(13, cell.calls());
        insert.setLong(14, cell.picos());
        insert.setLong(15, cell.tookMs());
        insert.setString(16, cell.sent());
        insert.setString(17, cell.received());
        insert.setString(18, cell.curl());
        insert.setString(19, String.join(" ", cell.requests()));
        insert.addBatch();
    }

    private static List<SmokeRun> runs(Connection connection, ResultSet rows, String columns) throws SQLException {
        var runs = new ArrayList<SmokeRun>();
        try (var find = connection.prepareStatement("SELECT " + columns
                + " FROM smoke_cell WHERE run = ? ORDER BY place")) {
            while (rows.next()) {
                find.setString(1, rows.getString("id"));
                long ended = rows.getLong("ended");
                runs.add(new SmokeRun(rows.getString("id"), instant(rows.getLong("started")),
                        ended < 0 ? Optional.empty() : Optional.of(instant(ended)), rows.getString("author"),
                        rows.getString("subject"), word(SmokeRun.State.class, rows.getString("state")),
                        rows.getInt("checks"), rows.getInt("calls"), rows.getLong("picos"), rows.getInt("unpriced"),
                        rows.getLong("ceiling"), cells(find.executeQuery())));
            }
        }
        return runs;
    }

    private static List<SmokeCell> cells(ResultSet rows) throws SQLException {
        var cells = new ArrayList<SmokeCell>();
        while (rows.next()) {
            long amount = rows.getLong("amount");
            var requests = rows.getString("requests");
            cells.add(new SmokeCell(rows.getString("run"), rows.getString("target"), rows.getString("what"),
                    word(SmokeCell.State.class, rows.getString("state")), instant(rows.getLong("at")),
                    rows.getString("cause"), rows.getString("detail"), rows.getString("assertion"),
                    rows.getInt("number"), rows.getInt("assertions"),
                    amount < 0 ? OptionalLong.empty() : OptionalLong.of(amount), rows.getInt("calls"),
                    rows.getLong("picos"), rows.getLong("took"), rows.getString("sent"), rows.getString("received"),
                    rows.getString("curl"), requests.isEmpty() ? List.of() : List.of(requests.split(" ", -1))));
        }
        return cells;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    private static <E extends Enum<E> & Word> E word(Class<E> type, String text) throws SQLException {
        return Word.parse(type, text).orElseThrow(() -> new SQLException("unknown word " + text));
    }
}
