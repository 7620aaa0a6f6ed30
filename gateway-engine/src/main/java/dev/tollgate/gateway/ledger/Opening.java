package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// Opens a home: lock, look, migrate, replay; each step may refuse, and a refusal leaves the files as they were.
final class Opening {
    private static final int BATCH = 500;

    private final LedgerHome home;
    private final Schema schema;
    private final int combosADay;
    private final Time time;
    private final Events events;

    Opening(LedgerHome home, Schema schema, int combosADay, Time time, Events events) {
        this.home = home;
        this.schema = schema;
        this.combosADay = combosADay;
        this.time = time;
        this.events = events;
    }

    Opened open() {
        var dir = home.dir();
        try {
            Files.createDirectories(dir.resolve("journal"));
            var lock = HomeLock.take(dir);
            if (lock.isEmpty()) {
                return new Opened.Refused("The home " + dir + " is in use by " + HomeLock.holder(dir)
                        + ". Stop that one, or choose another home.", true);
            }
            return unlessUnfit(lock.get());
        } catch (IOException e) {
            return new Opened.Refused("The home " + dir + " cannot be used: " + FileFault.of(e).withPlace()
                    + ". No call is served until that is mended; nothing in the home is lost.", false);
        }
    }

    private Opened unlessUnfit(HomeLock lock) throws IOException {
        Connection connection = null;
        try {
            connection = schema.open(home.dir());
            return new Opened.Ready(ready(lock, connection));
        } catch (Schema.Unfit unfit) {
            lock.close();
            return new Opened.Refused(unfit.words(), false);
        } catch (SQLException | RuntimeException | IOException failed) {
            if (connection != null) {
                quietly(connection);
            }
            lock.close();
            return new Opened.Refused("The ledger in " + home.dir() + " cannot be opened: " + words(failed)
                    + ". Nothing was deleted.", false);
        }
    }

    private static String words(Exception failed) {
        return failed instanceof IOException file
                ? FileFault.of(file).withPlace()
                : String.valueOf(failed.getMessage());
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // it is the first failure that counts
        }
    }

    private Ledger ready(HomeLock lock, Connection connection) throws SQLException, IOException, Schema.Unfit {
        connection.setAutoCommit(false);
        var database = new Database(home.dir(), connection);
        long committed = Database.sequence(connection);
        long highest = number(connection, "SELECT num FROM mark WHERE name = 'highest'");
        checkMark(committed);
        var names = new Names(connection, combosADay);
        var zone = home.zoneAsked() ? home.billingZone() : ZoneMark.zone(connection).orElse(home.billingZone());
        var days = new BillingDays(zone);
        var rows = new Rows(names, new Subjects(connection), days);
        var recovery = Recovery.of(home.dir().resolve("journal"));
        long top = replay(connection, rows, recovery, committed, highest);
        var journal = new Journal(home.dir().resolve("journal"), recovery.nextFile());
        var open = new ConcurrentHashMap<String, Open>();
        var upkeep = new Upkeep(home.dir(), database, rows, journal, open.values(), time, home.retention());
        if (!recovery.files().isEmpty()) {
            database.checkpoint();
            upkeep.mark();
            Journal.clear(recovery.files());
        }
        days.use(zone, ZoneMark.since(connection, zone, time.instant()));
        var writer = new Writer(database, rows, upkeep, time, events, top);
        var queries = new Queries(database, names, new SpendReader(names, days), open, time);
        writer.start();
        return new Ledger(new Ledger.Parts(home.dir(), lock, database, journal, writer, upkeep, queries,
                new Amendments(database, rows, names), days,
                open), time,
                events);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            var row = statement.executeQuery(sql);
            row.next();
            return row.getLong(1);
        }
    }

    private void checkMark(long committed) throws IOException, Schema.Unfit {
        Path mark = home.dir().resolve("ledger.mark");
        if (!Files.exists(mark)) {
            return;
        }
        long known;
        try {
            known = Long.parseLong(Files.readString(mark).strip());
        } catch (NumberFormatException torn) {
            return;
        }
        if (committed < known) {
            throw new Schema.Unfit("The ledger in " + home.dir() + " has lost rows: it ends at entry " + committed
                    + ", but " + known + " were written. It is damaged, or an older copy was put in its place. "
                    + "If the copy is meant, delete " + mark + " and start again.", null);
        }
    }

    /// Writes what only the journal knows.
    ///
    /// @return the highest sequence given out so far
    private static long replay(Connection connection, Rows rows, Recovery recovery, long committed, long highest)
            throws SQLException {
        var missing = recovery.missing(connection, committed, highest);
        long top = Math.max(highest, Math.max(committed, recovery.lastSequence()));
        if (!missing.isEmpty()) {
            top = Math.max(top, missing.getLast().sequence());
        }
        for (int from = 0; from < missing.size(); from += BATCH) {
            List<Pending> batch = new ArrayList<>(missing.subList(from, Math.min(missing.size(), from + BATCH)));
            boolean last = from + BATCH >= missing.size();
            rows.write(connection, batch, last ? top : committed);
        }
        recovery.restoreOutcomes(connection);
        return top;
    }
}
