package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Word;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One value of a file with its place. Each way of reading it either gives the value or reports why not.
///
/// @param line of the field's name, for a value in a list its own
record Value(Node node, String path, int line, Report report) {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,30}");
    private static final int SHOWN = 40;

    Value {
        report.stands(path, line);
    }

    static Value root(Node node, Report report) {
        return new Value(node, "", Yaml.line(node), report);
    }

    void mistake(String message) {
        report.mistake(path, line, message);
    }

    void warning(String message) {
        report.warning(path, line, message);
    }

    /// Refuses what the contract has but no code honours yet.
    void later(String what) {
        mistake(what + " is not supported yet");
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    boolean isText() {
        return node.getTag().equals(Tag.STR) || node.getTag().equals(Tag.ENV_TAG);
    }

    /// The characters of a scalar, whatever its type; empty for lists and mappings.
    Optional<String> raw() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /// A text that is not blank.
    Optional<String> text() {
        if (!isText()) {
            var quoted = raw().filter(raw -> !isNull()).map(raw -> ": write \"" + shown(raw) + "\" with quotes");
            return wrong("must be text" + quoted.orElse(butIs()));
        }
        return raw().filter(text -> !text.isBlank()).or(() -> wrong("must not be empty"));
    }

    /// Text that is never repeated in a message.
    Optional<String> hiddenText() {
        return isText()
                ? raw().filter(s -> !s.isBlank()).or(() -> wrong("must not be empty"))
                : wrong("must be text" + (raw().isPresent() ? " in quotes" : butIs()));
    }

    Optional<Boolean> flag() {
        return node.getTag().equals(Tag.BOOL)
                ? raw().map(Boolean::parseBoolean)
                : wrong("must be true or false" + butIs());
    }

    /// A whole number within bounds, both inclusive.
    Optional<Long> whole(long least, long most) {
        var digits = raw().map(raw -> raw.startsWith("+") ? raw.substring(1) : raw);
        if (digits.isEmpty() || !WHOLE.matcher(digits.get().replaceFirst("^-", "")).matches()) {
            return wrong("must be a whole number" + butIs());
        }
        var number = new BigInteger(digits.get());
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            return wrong(most == Long.MAX_VALUE
                    ? "must be at least " + least
                    : "must be between " + least + " and " + most);
        }
        return Optional.of(number.longValueExact());
    }

    Optional<Duration> duration() {
        return raw().flatMap(Durations::parse)
                .or(() -> wrong("must be a duration such as 200ms, 5s, 2m, 1h or 30d" + butIs()));
    }

    Optional<Long> usd() {
        return amount(Amounts::usd);
    }

    Optional<Long> perMillion() {
        return amount(Amounts::perMillion);
    }

    private Optional<Long> amount(Function<String, Amounts.Amount> reading) {
        return switch (reading.apply(raw().orElse(""))) {
            case Amounts.Amount.Exact exact -> Optional.of(exact.picos());
            case Amounts.Amount.Wrong wrong -> wrong(wrong.why() + butIs());
        };
    }

    Optional<Long> bytes() {
        var found = Amounts.bytes(raw().orElse(""));
        return found.isPresent() ? Optional.of(found.getAsLong()) : wrong("must be a size such as 64MB" + butIs());
    }

    /// A date (its first moment in UTC) or an instant.
    Optional<Instant> instant() {
        var text = raw().orElse("");
        try {
            return Optional.of(text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return wrong("must be a date such as 2026-01-01 or an instant such as 2026-01-01T00:00:00Z" + butIs());
        }
    }

    /// A day, without a time.
    Optional<LocalDate> day() {
        try {
            return Optional.of(LocalDate.parse(raw().orElse("")));
        } catch (DateTimeException e) {
            return wrong("must be a date such as 2026-01-01" + butIs());
        }
    }

    <E extends Enum<E> & Word> Optional<E> word(Class<E> type) {
        var words = Arrays.stream(type.getEnumConstants()).map(Word::word).toArray(String[]::new);
        return oneOf(words).flatMap(word -> Word.parse(type, word));
    }

    Optional<String> oneOf(String... words) {
        var text = raw().orElse("");
        return List.of(words).contains(text)
                ? Optional.of(text)
                : wrong("must be " + or(words) + butIs() + Near.hint(text, List.of(words)));
    }

    private static String or(String... words) {
        var last = words[words.length - 1];
        return words.length == 1
                ? last
                : String.join(", ", List.of(words).subList(0, words.length - 1)) + " or " + last;
    }

    /// The elements of a list; none, and a report, where it is no list.
    List<Value> items() {
        var found = new ArrayList<Value>();
        if (node instanceof SequenceNode list) {
            for (var each : list.getValue()) {
                found.add(new Value(each, path + "[" + found.size() + "]", Yaml.line(each), report));
            }
        } else {
            mistake("must be a list: put it in [ ]" + (node instanceof ScalarNode ? "" : butIs()));
        }
        return found;
    }

    List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /// The fields of a mapping; an empty one, and a report, where it is none.
    Fields fields() {
        return Fields.of(this);
    }

    /// Whether this says what is so anyway: false, `[]`, `{}` or the word given.
    boolean says(String neutral) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue().equals(neutral);
            case SequenceNode list -> list.getValue().isEmpty();
            case MappingNode map -> map.getValue().isEmpty();
            default -> false;
        };
    }

    /// What stands there instead, as a clause; scalars are shown, since no secret comes here.
    private String butIs() {
        return switch (node) {
            case ScalarNode scalar -> isNull() ? ", but nothing is there" : ", not '" + shown(scalar.getValue()) + "'";
            case SequenceNode _ -> ", not a list";
            default -> ", not a mapping";
        };
    }

    private static String shown(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }

    <T> Optional<T> wrong(String message) {
        mistake(message);
        return Optional.empty();
    }
}
