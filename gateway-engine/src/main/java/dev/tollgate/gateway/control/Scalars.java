package dev.tollgate.gateway.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The values of a configuration's text, each with its path and place: whatever sections a configuration has, they are
/// compared and their secrets are found in one way.
final class Scalars {
    /// What YAML reads as it stands, the way the configuration is written.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*(:[A-Za-z0-9._-]+)+");

    private final List<Scalar> found = new ArrayList<>();
    private final String text;
    /// Where the last mark was found, in characters and in code points.
    private int place;
    private int counted;

    private Scalars(String text) {
        this.text = text;
    }

    /// One value.
    ///
    /// @param path names from the top; an element of a list goes by its `name`, else by its number from 1
    /// @param from first character in the text, quotes included
    record Scalar(List<String> path, String value, int from, int to) {
        Scalar {
            path = List.copyOf(path);
        }
    }

    /// All of a text that [dev.tollgate.gateway.config.ConfigFile] reads without a mistake.
    static List<Scalar> of(String text) {
        var scalars = new Scalars(text);
        var settings = LoadSettings.builder().setBufferSize(text.length() + 16).build();
        new Compose(settings).composeString(text).ifPresent(root -> scalars.walk(root, List.of()));
        return List.copyOf(scalars.found);
    }

    /// The text with some of its values replaced.
    ///
    /// @param with what stands there instead; a text without line breaks, which is put in quotes where it needs them
    static String replaced(String text, Function<Scalar, Optional<String>> with) {
        var out = new StringBuilder();
        int done = 0;
        for (var scalar : of(text)) {
            var next = with.apply(scalar);
            if (next.isPresent()) {
                out.append(text, done, scalar.from).append(written(next.get(), text.stripLeading().startsWith("{")));
                done = scalar.to;
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    private static String written(String value, boolean json) {
        return !json && PLAIN.matcher(value).matches()
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void walk(Node node, List<String> path) {
        switch (node) {
            case MappingNode map -> map.getValue().forEach(entry -> walk(entry.getValueNode(),
                    child(path, entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?")));
            case SequenceNode list -> elements(list, path);
            case ScalarNode scalar -> found.add(new Scalar(path, scalar.getValue(), place(scalar.getStartMark()),
                    place(scalar.getEndMark())));
            default -> throw new IllegalStateException("no such node in a configuration: " + node.getNodeType());
        }
    }

    /// Marks count code points. They come in the text's order, so each is found from the one before it.
    private int place(Optional<Mark> mark) {
        int index = mark.orElseThrow().getIndex();
        place = text.offsetByCodePoints(place, index - counted);
        counted = index;
        return place;
    }

    private void elements(SequenceNode list, List<String> path) {
        var names = new HashMap<String, Integer>();
        for (int i = 0; i < list.getValue().size(); i++) {
            var element = list.getValue().get(i);
            var name = name(element).orElse(Integer.toString(i + 1));
            int before = names.merge(name, 1, Integer::sum);
            walk(element, child(path, before > 1 ? name + " (" + before + ")" : name));
        }
    }

    private static Optional<String> name(Node element) {
        if (!(element instanceof MappingNode map)) {
            return Optional.empty();
        }
        var fields = new HashMap<String, String>();
        map.getValue().forEach(entry -> {
            if (entry.getKeyNode() instanceof ScalarNode key && entry.getValueNode() instanceof ScalarNode value) {
                fields.put(key.getValue(), value.getValue());
            }
        });
        return Optional.ofNullable(fields.get("name")).or(() -> price(fields));
    }

    private static Optional<String> price(Map<String, String> fields) {
        return fields.containsKey("from") && fields.containsKey("model")
                ? Optional.of(fields.getOrDefault("provider", "") + "/" + fields.get("model") + " from "
                        + fields.get("from"))
                : Optional.empty();
    }

    private static List<String> child(List<String> path, String name) {
        var next = new ArrayList<>(path);
        next.add(name);
        return next;
    }
}
