package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Endpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What goes into bytes comes out again, with and without a dictionary.
class EntryCodecTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00.123456Z");

    @Test
    void anEntryReadsBackEqual() {
        var samples = new Samples(7);
        for (int i = 0; i < 500; i++) {
            var entry = samples.entry(START.plusSeconds(i));
            assertEquals(entry, EntryCodec.read(EntryCodec.bytes(entry, Words.NONE), Words.NONE));
        }
    }

    @Test
    void aDictionaryShortensAndReadsBackEqual() {
        var samples = new Samples(8);
        var words = new ListWords();
        long alone = 0;
        long known = 0;
        for (int i = 0; i < 500; i++) {
            var entry = samples.entry(START.plusSeconds(i));
            var bytes = EntryCodec.bytes(entry, words);
            assertEquals(entry, EntryCodec.read(bytes, words));
            alone += EntryCodec.bytes(entry, Words.NONE).length;
            known += bytes.length;
        }
        assertTrue(known * 2 < alone, known + " of " + alone);
    }

    @Test
    void whatAPriceIsWorkedOutFromReadsBackEqualAlone() {
        var samples = new Samples(9);
        for (var words : List.of(Words.NONE, new ListWords())) {
            for (int i = 0; i < 500; i++) {
                var entry = samples.entry(START.plusSeconds(i));
                var rated = EntryCodec.rated(EntryCodec.bytes(entry, words), words);
                assertEquals(new Rated(entry.id(), entry.started(), entry.asked().key(), entry.served().target(),
                        entry.asked().endpoint().filter(Endpoint.BATCHES::equals).isPresent(), entry.cost().picos(),
                        entry.unpriced(), entry.attempts()), rated);
            }
        }
    }

    @Test
    void extremeNumbersSurvive() {
        for (long value : List.of(0L, 127L, 128L, -1L, Long.MAX_VALUE, Long.MIN_VALUE)) {
            var out = new Pack(Words.NONE, 0, 16).number(value).text("x".repeat(5_000)).text("");
            var in = new Unpack(Words.NONE, out.array(), 0, out.size());
            assertEquals(value, in.number());
            assertEquals(Pack.LONGEST, in.text().length());
            assertEquals("", in.text());
        }
    }

    private static final class ListWords implements Words {
        private final List<String> texts = new ArrayList<>();

        @Override
        public int idOf(String text) {
            if (!texts.contains(text)) {
                texts.add(text);
            }
            return texts.indexOf(text);
        }

        @Override
        public String textOf(int id) {
            return texts.get(id);
        }
    }
}
