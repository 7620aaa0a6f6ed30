package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The numbered steps that bring a database up to date, and what to do with one that is not ours to open.
///
/// A file is looked at read-only first, so that a damaged or newer one is left as it was, byte for byte. Before a step
/// changes rows the file is copied; a failed step puts the copy back.
record Schema(List<Step> steps) {
    /// H2's code for a write to a database that was opened for reading.
    private static final int READ_ONLY = 90_097;

    /// One step.
    ///
    /// @param tollgate the first version that knows it
    record Step(int number, String tollgate, String sql) {}

    static Schema shipped() {
        return new Schema(List.of(new Step(1, "0.1.0", resource("V01__ledger.sql")),
                new Step(2, "0.1.0", resource("V02__smoke.sql")),
                new Step(3, "0.2.0", resource("V03__alarms.sql")),
                new Step(4, "0.2.0", resource("V04__alarm_window.sql")),
                new Step(5, "0.2.0", resource("V05__request.sql")),
                new Step(6, "0.2.0", resource("V06__entry.sql")),
                new Step(7, "0.3.0", resource("V07__kept.sql")),
                new Step(8, "0.3.0", resource("V08__batch.sql"))));
    }

    private static String resource(String name) {
        try (var in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Looks, migrates, and returns a connection; [Unfit] where this file must not be opened.
    Connection open(Path dir) throws IOException, SQLException, Unfit {
        var file = dir.resolve(Database.FILE);
        boolean there = Files.exists(file) && Files.size(file) > 0;
        int version = there ? look(dir, file) : 0;
        if (version == 0) {
            return migrate(dir, 0);
        }
        if (version == newest()) {
            return Database.connect(dir, "");
        }
        Path copy;
        try {
            copy = Backups.make(dir, version);
        } catch (IOException noCopy) {
            throw new Unfit("The ledger in " + dir + " needs an upgrade, and no copy of it could be made first: "
                    + noCopy.getMessage() + ". Make room and start again; nothing was changed.", noCopy);
        }
        try {
            return migrate(dir, version);
        } catch (SQLException failed) {
            Backups.putBack(copy, file);
            throw new Unfit("The upgrade of the ledger in " + dir + " failed and was taken back: "
                    + failed.getMessage() + ". Go on with the version you used before, and report this.", failed);
        }
    }

    private int newest() {
        return steps.getLast().number();
    }

    private int look(Path dir, Path file) throws Unfit {
        return look(dir, file, ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE");
    }

    private int look(Path dir, Path file, String settings) throws Unfit {
        try (var connection = Database.connect(dir, settings)) {
            int version = version(connection);
            if (version > newest()) {
                throw new Unfit("The ledger in " + dir + " was written by a newer Tollgate; it needs version "
                        + needs(connection) + " or newer. The file was left as it is.", null);
            }
            return version;
        } catch (SQLException failed) {
            if (failed.getErrorCode() == READ_ONLY && settings.contains("ACCESS_MODE_DATA=r")) {
                return look(dir, file, ";IFEXISTS=TRUE"); // a killed process left work to take back before it can be
                                                          // read
            }
            throw new Unfit("The ledger " + file + " is damaged or not a Tollgate ledger (" + failed.getMessage()
                    + "). The file was left as it is: put a copy from " + dir.resolve("backups")
                    + " in its place, or move it away to begin a new one.", failed);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var tables = statement.executeQuery(
                    "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'SCHEMA_VERSION'");
            tables.next();
            if (tables.getInt(1) == 0) {
                return 0;
            }
            var found = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version");
            found.next();
            return found.getInt(1);
        }
    }

    private static String needs(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var found = statement.executeQuery("SELECT tollgate FROM schema_version ORDER BY version DESC");
            found.next();
            return found.getString(1);
        }
    }

    private Connection migrate(Path dir, int from) throws SQLException {
        var connection = Database.connect(dir, "");
        try (var statement = connection.createStatement()) {
            if (from == 0) {
                statement.execute("DROP ALL OBJECTS"); // a first start that was killed half way
                statement.execute("CREATE TABLE schema_version (version INT PRIMARY KEY, tollgate VARCHAR NOT NULL)");
            }
            for (var step : steps) {
                if (step.number() > from) {
                    apply(connection, step);
                }
            }
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    private static void apply(Connection connection, Step step) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements(step.sql())) {
                statement.execute(sql);
            }
            statement.execute("CHECKPOINT SYNC"); // the tables are on disk before anything says that they are there
        }
        try (var done = connection.prepareStatement("INSERT INTO schema_version VALUES (?, ?)")) {
            done.setInt(1, step.number());
            done.setString(2, step.tollgate());
            done.executeUpdate();
        }
    }

    private static List<String> statements(String sql) {
        var plain = sql.lines().map(line -> line.replaceFirst("--.*", "")).reduce("", (a, b) -> a + "\n" + b);
        return Arrays.stream(plain.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /// A file that must not be opened; the message is for the user.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
        }

        String words() {
            return Optional.ofNullable(getMessage()).orElse("");
        }
    }
}
