package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.Deflater;
import java.util.zip.ZipOutputStream;
import org.h2.Driver;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/// The H2 file: one connection for what changes, which only [#alone] gives out, a few for questions. Thread-safe.
///
/// Commits reach the file with the next [#flush] or [#checkpoint]: what must survive earlier than that stands in the
/// journal.
final class Database {
    /// A piece of work on a connection.
    interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /// The file that H2 makes, beside the name given to it.
    static final String FILE = "ledger.mv.db";
    private static final int READERS = 4;
    private static final String SNAPSHOT = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT";
    private static final Driver H2 = new Driver();
    /// H2 takes its maps one after the other when it writes the file, while other threads go on changing them: from a
    /// thread of its own it kept rows of a batch without the note of whose they are, and after a kill they were there
    /// and could not be seen. It is therefore not to write by itself; in milliseconds, eleven days.
    private static final int WRITE_DELAY = 1_000_000_000;
    /// Share of a piece of the file that is still in use, in hundredths, below which pieces are written anew.
    private static final int WELL_FILLED = 60;
    /// Written anew at most in one go, in bytes.
    private static final int TIDIED = 8 << 20;

    private final Path dir;
    private final ConcurrentLinkedQueue<Connection> readers = new ConcurrentLinkedQueue<>();
    private final Semaphore seats = new Semaphore(READERS);
    private final ReentrantLock opening = new ReentrantLock();
    /// One transaction that changes something at a time, and none while the file is being written.
    private final ReentrantLock changing = new ReentrantLock();
    private boolean closed;
    private volatile Connection writer;

    Database(Path dir, Connection writer) {
        this.dir = dir;
        this.writer = writer;
    }

    static Connection connect(Path dir, String settings) throws SQLException {
        var path = dir.toAbsolutePath().resolve("ledger").toString();
        if (path.contains(";")) {
            throw new SQLException("H2 takes no path with a semicolon");
        }
        var login = new Properties();
        login.setProperty("user", "sa");
        login.setProperty("password", "");
        var url = "jdbc:h2:file:" + path
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;CACHE_SIZE=32768;QUERY_CACHE_SIZE=32;WRITE_DELAY="
                + WRITE_DELAY + settings;
        var connection = H2.connect(url, login);
        if (connection == null) {
            throw new SQLException("H2 does not know " + url);
        }
        return connection;
    }

    /// A connection made after the end would open the file again, or make an empty one where the home is gone.
    private Connection another() throws SQLException {
        opening.lock();
        try {
            if (closed) {
                throw new SQLException("it was closed with the gateway that kept it");
            }
            return connect(dir, "");
        } finally {
            opening.unlock();
        }
    }

    /// Opens the file again after H2 gave it up, as it does when it cannot write, and does what is to be done before
    /// anybody else changes anything.
    void reopen(Work<Long> first) throws SQLException {
        changing.lock();
        try {
            closeReaders();
            discard(writer);
            writer = another();
            writer.setAutoCommit(false);
            first.on(writer);
        } finally {
            changing.unlock();
        }
    }

    /// Asks on a connection that sees one moment; the caller's thread does the work and may wait for a seat.
    <T extends @Nullable Object> T read(Work<T> question) {
        seats.acquireUninterruptibly();
        try {
            return ask(question, true);
        } finally {
            seats.release();
        }
    }

    private <T extends @Nullable Object> T ask(Work<T> question, boolean again) {
        @Nullable
        Connection connection = readers.poll();
        try {
            if (connection == null) {
                connection = reader();
            }
            T answer = question.on(connection);
            connection.rollback();
            readers.add(connection);
            return answer;
        } catch (SQLException failed) {
            discard(connection);
            if (again) {
                return ask(question, false);
            }
            throw new LedgerFailure("The ledger in " + dir + " could not answer: " + failed.getMessage(), failed);
        }
    }

    private Connection reader() throws SQLException {
        var connection = another();
        try (var statement = connection.createStatement()) {
            statement.execute(SNAPSHOT);
            statement.execute("SET LAZY_QUERY_EXECUTION TRUE");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    /// Changes something, or asks on the connection that does, while nobody else changes anything: a commit or a rollback
    /// of one piece of work never takes another's with it.
    <T extends @Nullable Object> T alone(Work<T> work) throws SQLException {
        changing.lock();
        try {
            return work.on(writer);
        } finally {
            changing.unlock();
        }
    }

    /// Changes a little something, between the writer's batches; on disk when it returns.
    <T extends @Nullable Object> T change(Work<T> work) {
        seats.acquireUninterruptibly();
        changing.lock();
        try (var connection = another()) {
            T answer = work.on(connection);
            checkpoint(connection);
            return answer;
        } catch (SQLException failed) {
            throw new LedgerFailure("The ledger in " + dir + " could not be changed: " + failed.getMessage(), failed);
        } finally {
            changing.unlock();
            seats.release();
        }
    }

    /// Sets an entry's app outcome; the journal makes it durable.
    boolean note(String id, String outcome) {
        seats.acquireUninterruptibly();
        changing.lock();
        try (var connection = another()) {
            return note(connection, id, outcome);
        } catch (SQLException failed) {
            throw new LedgerFailure("The ledger in " + dir + " could not be changed: " + failed.getMessage(), failed);
        } finally {
            changing.unlock();
            seats.release();
        }
    }

    static boolean note(Connection connection, String id, String outcome) throws SQLException {
        var place = Place.find(connection, id);
        if (place.isEmpty()) {
            return false;
        }
        try (var update = connection.prepareStatement("UPDATE request SET app_outcome = ? WHERE place = ?")) {
            update.setString(1, outcome);
            update.setLong(2, place.getAsLong());
            return update.executeUpdate() == 1;
        }
    }

    /// A copy of the file as of one moment, packed.
    void copy(Path zip) {
        try (var out = new ZipOutputStream(Files.newOutputStream(zip)); var connection = another()) {
            out.setLevel(Deflater.BEST_SPEED); // a quarter of the time for a file a tenth larger, beside traffic
            alone(_ -> checkpoint(connection));
            store(connection).getFileStore().backup(out);
        } catch (SQLException | IOException | MVStoreException failed) {
            throw new LedgerFailure("The ledger in " + dir + " could not be copied: " + failed.getMessage(), failed);
        }
    }

    /// Begins to put what was committed into the file, between changes; cheap where there is nothing new.
    void flush() throws SQLException {
        alone(connection -> store(connection).tryCommit());
    }

    /// Makes a little room in the file where much of it is out of use, between changes.
    void tidy() throws SQLException {
        alone(connection -> store(connection).compact(WELL_FILLED, TIDIED));
    }

    private static MVStore store(Connection connection) throws SQLException {
        var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    /// Up to which no entry is missing.
    long sequence() throws SQLException {
        return alone(connection -> {
            long sequence = sequence(connection);
            connection.rollback();
            return sequence;
        });
    }

    static long sequence(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var row = statement.executeQuery("SELECT num FROM mark WHERE name = 'sequence'");
            row.next();
            return row.getLong(1);
        }
    }

    /// Everything committed is in the file when it returns.
    void checkpoint() throws SQLException {
        alone(Database::checkpoint);
    }

    private static boolean checkpoint(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute("CHECKPOINT SYNC");
        }
    }

    private static void discard(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException ignored) {
                // it was broken before
            }
        }
    }

    private void closeReaders() {
        for (var reader = readers.poll(); reader != null; reader = readers.poll()) {
            discard(reader);
        }
    }

    /// Cuts the questions that are being answered, and takes no more.
    void shutdown() throws SQLException {
        opening.lock();
        try {
            closed = true;
            closeReaders();
            try (var connection = writer; var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        } finally {
            opening.unlock();
        }
    }

    long fileBytes() {
        return dir.resolve(FILE).toFile().length();
    }
}
