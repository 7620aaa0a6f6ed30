package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pieces of work on the one connection that changes things do not end each other's transactions.
class DatabaseTest {
    @TempDir
    Path dir;

    private static Thread waiting(Runnable work) {
        var thread = Thread.ofPlatform().start(work);
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static void to(Connection connection, long sequence) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE mark SET num = " + sequence + " WHERE name = 'sequence'");
        }
    }

    private static void look(Database database) {
        try {
            database.sequence();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void lookingAtTheSequenceTakesNothingBack() throws Exception {
        var connection = Schema.shipped().open(dir);
        connection.setAutoCommit(false);
        var database = new Database(dir, connection);
        try {
            var other = database.alone(changing -> {
                to(changing, 42);
                var look = waiting(() -> look(database));
                changing.commit();
                return look;
            });
            other.join();
            assertEquals(42, database.sequence());
        } finally {
            database.shutdown();
        }
    }
}
