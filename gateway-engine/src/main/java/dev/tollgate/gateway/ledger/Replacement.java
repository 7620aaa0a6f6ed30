package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Puts another database in the place of a home's own. The old files stand aside until everything is done, and come
/// back where anything fails.
public final class Replacement {
    private static final List<String> NAMES = List.of(Database.FILE, "ledger.mark", "journal");

    private Replacement() {}

    /// What came of it.
    public sealed interface Outcome {
        /// @param entries requests in the new database
        /// @param configVersion its newest configuration; 0 where it keeps none
        record Done(long entries, long configVersion) implements Outcome {}

        /// Nothing was changed.
        ///
        /// @param inUse another process has the home
        record Refused(String message, boolean inUse) implements Outcome {}
    }

    /// What else belongs to the change.
    public interface Also {
        void run() throws IOException;
    }

    /// The newest layout of tables that this version knows.
    public static int schema() {
        return Schema.shipped().steps().getLast().number();
    }

    /// @param fresh a folder in the home with the new `ledger.mv.db`; brought up to date first where it is older
    /// @param aside an empty folder in the home for the old files
    /// @param also runs when the new files stand in place, before the home is given free
    public static Outcome swap(Path home, Path fresh, Path aside, Also also) throws IOException {
        var lock = HomeLock.take(home);
        if (lock.isEmpty()) {
            return new Outcome.Refused("The home " + home + " is in use by " + HomeLock.holder(home)
                    + ". Stop that one first.", true);
        }
        try {
            var looked = look(fresh);
            if (looked instanceof Outcome.Done) {
                move(home, fresh, aside, also);
            }
            return looked;
        } finally {
            lock.get().close();
        }
    }

    private static Outcome look(Path fresh) throws IOException {
        try (var connection = Schema.shipped().open(fresh); var statement = connection.createStatement()) {
            var found = statement.executeQuery("SELECT (SELECT COUNT(*) FROM request),"
                    + " (SELECT COALESCE(MAX(version), 0) FROM config_version)");
            found.next();
            var done = new Outcome.Done(found.getLong(1), found.getLong(2));
            statement.execute("SHUTDOWN");
            return done;
        } catch (Schema.Unfit unfit) {
            return new Outcome.Refused(unfit.words(), false);
        } catch (SQLException damaged) {
            return new Outcome.Refused("The database in it is damaged: " + damaged.getMessage(), false);
        }
    }

    /// One file that was moved.
    private record Moved(Path from, Path to) {}

    private static void move(Path home, Path fresh, Path aside, Also also) throws IOException {
        Deque<Moved> moved = new ArrayDeque<>();
        try {
            for (var name : NAMES) {
                move(home.resolve(name), aside.resolve(name), moved);
                move(fresh.resolve(name), home.resolve(name), moved);
            }
            also.run();
        } catch (IOException | RuntimeException failed) {
            while (!moved.isEmpty()) {
                back(moved.pop(), failed);
            }
            throw failed;
        }
    }

    /// One that cannot go back must not keep the others from it.
    private static void back(Moved moved, Exception failed) {
        try {
            Files.move(moved.to, moved.from);
        } catch (IOException stays) {
            failed.addSuppressed(stays);
        }
    }

    private static void move(Path from, Path to, Deque<Moved> moved) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
            moved.push(new Moved(from, to));
        }
    }
}
