package dev.tollgate.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Numbers of words and combinations, held whole in memory. Only the writer adds; anyone may look up a number.
///
/// What is new is written with the next batch and stays new until that batch is committed, so a batch that was taken
/// back loses no name.
final class Names implements Words {
    /// Distinct combinations of one day before what clients invent is folded.
    static final int COMBOS_A_DAY = 20_000;
    private static final int MOST_WORDS = 50_000;
    private static final int LONGEST_WORD = 100;
    private static final int GLIMPSES = 4_096;

    private final Map<String, Integer> words = new HashMap<>();
    /// By number. Read a dozen times a row, so a plain array; each addition is published by writing the field.
    private volatile @Nullable String[] texts = new String[256];
    /// By number, of the first thousand: names of the contract come early.
    private final AtomicReferenceArray<@Nullable Enum<?>> constants = new AtomicReferenceArray<>(1_024);
    private final Map<List<String>, Integer> combos = new HashMap<>();
    private final Map<Integer, List<String>> comboValues = new ConcurrentHashMap<>();
    private final Map<Integer, Long> lastDay = new ConcurrentHashMap<>();
    private final Set<Integer> newWords = new TreeSet<>();
    private final Set<Integer> newCombos = new TreeSet<>();
    private final Set<Integer> today = new HashSet<>();
    private final Lately lately = new Lately();
    private final int combosADay;
    private long day = Long.MIN_VALUE;
    /// Seen once lately: a text gets a number when it comes again, so that one-off messages fill no dictionary.
    private final Map<String, Boolean> glimpsed = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Boolean> eldest) {
            return size() > GLIMPSES;
        }
    };

    Names(Connection connection, int combosADay) throws SQLException {
        this.combosADay = combosADay;
        try (var statement = connection.createStatement()) {
            var word = statement.executeQuery("SELECT id, text FROM word");
            while (word.next()) {
                learn(word.getInt(1), word.getString(2));
            }
            var combo = statement.executeQuery("SELECT * FROM combo");
            while (combo.next()) {
                var values = new ArrayList<String>(Dims.LOW.size());
                for (int i = 0; i < Dims.LOW.size(); i++) {
                    values.add(combo.getString(i + 2));
                }
                combos.put(values, combo.getInt(1));
                comboValues.put(combo.getInt(1), List.copyOf(values));
            }
            var seen = statement.executeQuery("SELECT id FROM rollup_day ORDER BY id DESC LIMIT 100000");
            while (seen.next()) {
                long id = seen.getLong(1);
                lastDay.putIfAbsent((int) id, id >> 32);
            }
        }
        day = lastDay.values().stream().mapToLong(d -> d).max().orElse(Long.MIN_VALUE);
        lastDay.forEach((id, last) -> {
            if (last == day) {
                today.add(id);
            }
        });
    }

    @Override
    public int idOf(String text) {
        var known = words.get(text);
        if (known != null) {
            return known;
        }
        if (text.length() > LONGEST_WORD || words.size() >= MOST_WORDS || glimpsed.put(text, true) == null) {
            return -1;
        }
        int id = words.size();
        learn(id, text);
        newWords.add(id);
        return id;
    }

    private void learn(int id, String text) {
        words.put(text, id);
        var all = texts;
        if (id >= all.length) {
            all = Arrays.copyOf(all, Math.max(all.length * 2, id + 1));
        }
        all[id] = text;
        texts = all;
    }

    @Override
    public String textOf(int id) {
        var all = texts;
        @Nullable
        String text = id >= 0 && id < all.length ? all[id] : null;
        return text == null ? "" : text;
    }

    /// Each number stands for one name, and nearly each name for constants of one type: the last one is remembered. Any
    /// thread may find or leave it.
    @Override
    public <E extends Enum<E>> E constantOf(int id, Class<E> type) {
        if (id < 0 || id >= constants.length()) {
            return Enum.valueOf(type, textOf(id));
        }
        @Nullable
        Enum<?> last = constants.get(id);
        if (type.isInstance(last)) {
            return type.cast(last);
        }
        var found = Enum.valueOf(type, textOf(id));
        constants.set(id, found);
        return found;
    }

    /// The combination's number; beyond the day's bound that of its folded form.
    ///
    /// @param raw as [Dims#of] has them; kept
    int combo(List<String> raw, long inDay) {
        if (inDay > day) {
            day = inDay;
            today.clear();
            lately.clear();
        }
        int id = inDay == day ? lately.id(raw) : 0;
        if (id == 0) {
            var cut = Dims.cut(raw);
            id = looked(cut, inDay);
            if (inDay == day && cut.equals(raw)) { // what a client made up may be as long as its body
                lately.keep(raw, id);
            }
        }
        return id;
    }

    private int looked(List<String> values, long inDay) {
        int id = combos.getOrDefault(values, -1);
        if (today.size() >= combosADay && inDay == day && !today.contains(id)) {
            id = known(Dims.folded(values));
        } else if (id < 0) {
            id = known(values);
        }
        if (inDay != day || today.add(id)) { // once a day is enough
            lastDay.merge(id, inDay, Math::max);
        }
        return id;
    }

    private int known(List<String> values) {
        var key = new ArrayList<>(values); // two of a class are compared without iterators
        var id = combos.get(key);
        if (id != null) {
            return id;
        }
        int next = combos.size() + 1;
        combos.put(key, next);
        comboValues.put(next, List.copyOf(key));
        newCombos.add(next);
        return next;
    }

    /// Values in the order of [Dims#LOW].
    List<String> values(int combo) {
        return comboValues.getOrDefault(combo, NOBODY);
    }

    private static final List<String> NOBODY = Dims.LOW.stream().map(_ -> "").toList();

    Set<Integer> allCombos() {
        return comboValues.keySet();
    }

    /// First minute of the last day it occurred in.
    long lastDay(int combo) {
        return lastDay.getOrDefault(combo, 0L);
    }

    /// Writes what is new, in the batch's transaction.
    void write(Connection connection) throws SQLException {
        if (!newWords.isEmpty()) {
            try (var insert = connection.prepareStatement("INSERT INTO word VALUES (?, ?)")) {
                for (int id : newWords) {
                    insert.setInt(1, id);
                    insert.setString(2, textOf(id));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
        if (!newCombos.isEmpty()) {
            var marks = ", ?".repeat(Dims.LOW.size());
            try (var insert = connection.prepareStatement("INSERT INTO combo VALUES (?" + marks + ")")) {
                for (int id : newCombos) {
                    combo(insert, id);
                }
                insert.executeBatch();
            }
        }
    }

    private void combo(PreparedStatement insert, int id) throws SQLException {
        var values = values(id);
        insert.setInt(1, id);
        for (int i = 0; i < values.size(); i++) {
            insert.setString(i + 2, values.get(i));
        }
        insert.addBatch();
    }

    /// The database was opened again and may have lost what it had not yet written to its file: what it lacks is new.
    void reload(Connection connection) throws SQLException {
        newWords.clear();
        newWords.addAll(words.values());
        newCombos.clear();
        newCombos.addAll(comboValues.keySet());
        try (var statement = connection.createStatement()) {
            var word = statement.executeQuery("SELECT id FROM word");
            while (word.next()) {
                newWords.remove(word.getInt(1));
            }
            var combo = statement.executeQuery("SELECT id FROM combo");
            while (combo.next()) {
                newCombos.remove(combo.getInt(1));
            }
        }
    }

    void committed() {
        newWords.clear();
        newCombos.clear();
    }
}
