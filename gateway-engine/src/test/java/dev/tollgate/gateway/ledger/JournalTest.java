package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records survive whatever happens to the end, or the middle, of their file.
class JournalTest {
    @TempDir
    Path dir;

    private final Samples samples = new Samples(3);

    private List<JournalRecord> records(int count) {
        var list = new ArrayList<JournalRecord>();
        for (int i = 0; i < count; i++) {
            list.add(new JournalRecord.Settled(i, samples.entry(Instant.parse("2026-11-21T10:00:00Z"))));
        }
        return list;
    }

    private static byte[] bytes(List<JournalRecord> records) {
        var out = new ByteArrayOutputStream();
        records.forEach(r -> {
            var pack = r.pack();
            out.write(pack.array(), 0, pack.size());
        });
        return out.toByteArray();
    }

    private static List<JournalRecord> read(byte[] bytes) {
        var found = new ArrayList<JournalRecord>();
        JournalReader.read(bytes, true, found::add);
        return found;
    }

    @Test
    void aFileCutAnywhereGivesAllWholeRecords() {
        var records = records(5);
        var bytes = bytes(records);
        for (int cut = 0; cut <= bytes.length; cut++) {
            int whole = 0;
            while (whole < records.size() && bytes(records.subList(0, whole + 1)).length <= cut) {
                whole++;
            }
            assertEquals(records.subList(0, whole), read(Arrays.copyOf(bytes, cut)), "cut at " + cut);
        }
    }

    @Test
    void aTornRecordInTheMiddleIsPassedOver() {
        var records = records(3);
        var first = bytes(records.subList(0, 1));
        var all = bytes(records);
        for (int missing = 1; missing < first.length; missing++) {
            var torn = new byte[all.length - missing];
            System.arraycopy(all, 0, torn, 0, first.length - missing);
            System.arraycopy(all, first.length, torn, first.length - missing, all.length - first.length);
            assertEquals(records.subList(1, 3), read(torn), missing + " bytes torn off");
        }
    }

    @Test
    void anyFlippedBitLosesThatRecordOnly() {
        var records = records(3);
        int first = bytes(records.subList(0, 1)).length;
        int second = bytes(records.subList(0, 2)).length;
        var random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            var bytes = bytes(records);
            bytes[first + random.nextInt(second - first)] ^= (byte) (1 << random.nextInt(8));
            assertEquals(List.of(records.getFirst(), records.getLast()), read(bytes));
        }
    }

    @Test
    void aTurnedFileGoesOnceItsRecordsAreInTheDatabase() throws IOException {
        var journal = new Journal(dir, 1);
        var file = journal.append(records(1).getFirst(), true).orElseThrow();
        journal.turnNow();
        assertNull(journal.reapable());
        file.uncommitted.decrementAndGet();
        var drained = journal.reapable();
        assertNotNull(drained);
        journal.reap(drained);
        assertEquals(List.of("000000000002.journal"), names());
        journal.close(false);
        assertEquals(List.of(), names());
    }

    @Test
    void aFileThatFillsUpBeforeTheWriterComesIsFollowedByAnother() throws IOException {
        var journal = new Journal(dir, 1);
        journal.turnNow();
        var record = records(1).getFirst();
        int count = (int) (2 * Journal.TURN_AT / record.pack().size());
        for (int i = 0; i < count; i++) {
            assertTrue(journal.append(record, false).isPresent());
        }
        assertEquals(count, kept());
        assertEquals("", journal.trouble());
        journal.close(true);
    }

    @Test
    void recordsOfAThousandThreadsStandWhole() throws Exception {
        var journal = new Journal(dir, 1);
        journal.turnNow();
        var records = records(1_000);
        var threads = records.stream().map(each -> Thread.ofVirtual().unstarted(() -> journal.append(each, false)))
                .toList();
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(1_000, kept());
        journal.close(true);
    }

    @Test
    void aFileThatIsCutUnderneathIsFollowedByAnother() throws IOException {
        var journal = new Journal(dir, 1);
        journal.turnNow();
        var file = dir.resolve("000000000002.journal");
        assumeTrue(Files.size(file) > 0, "this file system has no mapped journal");
        Files.write(file, new byte[0]);
        journal.turn();
        assertTrue(journal.append(records(1).getFirst(), false).isPresent());
        assertEquals(1, kept());
        journal.close(true);
    }

    private int kept() throws IOException {
        var found = new AtomicInteger();
        for (var file : JournalReader.files(dir)) {
            JournalReader.read(file, _ -> found.incrementAndGet());
        }
        return found.get();
    }

    @Test
    void theReserveTakesWhatTheDiskDoesNot() throws IOException {
        var path = dir.resolve(JournalFile.Reserve.NAME);
        JournalFile.fill(path, 1 << 17);
        var records = records(4);
        var reserve = new JournalFile.Reserve(1, path, 1 << 17);
        for (var record : records) {
            var pack = record.pack();
            reserve.write(pack.array(), pack.size());
        }
        assertEquals(1 << 17, Files.size(path), "no block more than was made in advance");
        var found = new ArrayList<JournalRecord>();
        JournalReader.readReserve(dir, found::add);
        assertEquals(records, found);
        reserve.discard();
        found.clear();
        JournalReader.readReserve(dir, found::add);
        assertTrue(found.isEmpty());
    }

    private List<String> names() throws IOException {
        try (var list = Files.list(dir)) {
            return list.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
