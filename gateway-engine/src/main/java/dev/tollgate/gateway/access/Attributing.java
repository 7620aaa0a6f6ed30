package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An attribution in the making: values are offered in any order, each with the rank of where it stood, and the lowest
/// rank wins. So the head is walked once, whatever it holds. For one thread.
final class Attributing {
    static final int FIXED = 0;
    static final int TOLLGATE = 100;
    static final int LITELLM = 200;
    static final int PORTKEY = 300;
    static final int HELICONE = 400;
    static final int OPENROUTER = 500;
    static final int BODY = 600;
    static final int OWN = 700;
    static final int LAST = 799;
    static final int DEFAULT = 800;

    private static final int LONGEST = 256;
    private static final int MOST_TAGS = 32;
    private static final Map<String, Dimension> PLAIN = Map.of("workspace", Dimension.WORKSPACE, "feature",
            Dimension.FEATURE, "task", Dimension.TASK, "environment", Dimension.ENVIRONMENT);

    private record Value(int rank, String text, String source, boolean cut) {}

    private record Tag(int rank, String text) {}

    private final Map<Dimension, Value> values = new EnumMap<>(Dimension.class);
    private final List<Tag> tags = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int tagsSeen;

    Attributing(KeyEntry key) {
        values.put(Dimension.KEY, new Value(FIXED, key.name(), "key", false));
        key.owner().ifPresent(owner -> offer(Dimension.OWNER, FIXED, "key's owner", owner.name()));
        key.fixed().forEach((dimension, value) -> offer(dimension, FIXED, "fixed by key", value));
        key.defaults().forEach((dimension, value) -> offer(dimension, DEFAULT, "key default", value));
    }

    /// Takes the value if none of a lower or the same rank is there; blanks are never taken.
    ///
    /// @param source in words, as the entry shows it
    void offer(Dimension dimension, int rank, String source, String value) {
        if (dimension == Dimension.TAG) {
            tags(rank, value);
            return;
        }
        var known = values.get(dimension);
        if (known != null && known.rank <= rank) {
            return;
        }
        var text = Clean.text(value, LONGEST);
        if (dimension == Dimension.TRAFFIC) {
            text = text.toLowerCase(Locale.ROOT);
            if (!text.isEmpty() && Word.parse(Traffic.class, text).isEmpty()) {
                note(source + " is none of critical, normal, background and was ignored");
                return;
            }
        }
        if (!text.isEmpty()) {
            values.put(dimension, new Value(rank, text, source, value.strip().length() > LONGEST));
        }
    }

    /// Comma-separated tags.
    void tags(int rank, String list) {
        for (int from = 0; from <= list.length();) {
            int comma = list.indexOf(',', from);
            int to = comma < 0 ? list.length() : comma;
            tag(rank, list.substring(from, to));
            from = to + 1;
        }
    }

    void tag(int rank, String value) {
        var text = Clean.text(value, LONGEST);
        if (!text.isEmpty() && tags.stream().noneMatch(known -> known.text.equals(text))) {
            tagsSeen++;
            tags.add(new Tag(rank, text));
            if (tags.size() > MOST_TAGS) {
                tags.sort(Comparator.comparingInt(Tag::rank));
                tags.removeLast();
            }
        }
    }

    void note(String text) {
        notes.add(text);
    }

    Attribution result() {
        var texts = new EnumMap<Dimension, String>(Dimension.class);
        var sources = new EnumMap<Dimension, String>(Dimension.class);
        values.forEach((dimension, value) -> {
            texts.put(dimension, value.text);
            sources.put(dimension, value.source);
        });
        return new Attribution(texts, tags.isEmpty() ? List.of() : sortedTags(), sources);
    }

    private List<String> sortedTags() {
        tags.sort(Comparator.comparingInt(Tag::rank));
        return tags.stream().map(Tag::text).toList();
    }

    /// What was ignored or cut.
    List<String> notes() {
        var all = new ArrayList<>(notes);
        for (Value value : values.values()) {
            if (value.cut) {
                all.add(value.source + " was cut to " + LONGEST + " characters");
            }
        }
        if (tagsSeen > MOST_TAGS) {
            all.add(tagsSeen - MOST_TAGS + " tags over " + MOST_TAGS + " were left out");
        }
        return List.copyOf(all);
    }

    /// Values under the names that every gateway's metadata uses for them; what is no dimension may become a tag.
    void metadata(String name, String value, int rank, String source, boolean othersAreTags) {
        var dimension = PLAIN.get(name);
        if (dimension != null) {
            offer(dimension, rank, source, value);
        } else if (othersAreTags) {
            tag(rank, name + ":" + value);
        }
    }
}
