package dev.tollgate.gateway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Text to nodes with lines. A syntax error is reported without the library's snippet of the source, which may hold a
/// secret.
final class Yaml {
    private Yaml() {}

    /// The buffer holds the whole text: the library fails on a surrogate pair that two buffers share.
    private static LoadSettings settings(String text) {
        return LoadSettings.builder().setSchema(new CoreSchema()).setMaxAliasesForCollections(20)
                .setAllowNonScalarKeys(false).setBufferSize(text.length() + 16).build();
    }

    /// The root of the only document; empty where there is none, or a report says why not.
    static Optional<Node> read(String text, Report report) {
        var content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            var roots = new ArrayList<Node>();
            new Compose(settings(content)).composeAllFromString(content).forEach(roots::add);
            if (roots.size() > 1) {
                report.mistake("", line(roots.get(1)), "a second document begins here (---); one file is one");
            }
            return roots.stream().findFirst().filter(root -> finite(root, report));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
            report.mistake("", line, "is not YAML: " + explain(e));
        } catch (YamlEngineException | StackOverflowError e) {
            report.mistake("", 1, "is not YAML: a character that YAML does not allow, or nested too deep");
        }
        return Optional.empty();
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String explain(MarkedYamlEngineException e) {
        var problem = String.valueOf(e.getProblem());
        if (problem.contains("alias") || String.valueOf(e.getContext()).contains("alias")) {
            return "a value that begins with * must stand in quotes: \"*\"";
        }
        if (problem.contains("anchor") || String.valueOf(e.getContext()).contains("anchor")) {
            return "a value that begins with & must stand in quotes";
        }
        if (problem.contains("'\\t'") || problem.contains("TAB")) {
            return "indent with spaces, not tabs";
        }
        return problem.contains("but found") || problem.contains("mapping values") || problem.contains("expected ':'")
                ? "check the indentation, the brackets and the colons around this line"
                : "check the quotes and the indentation around this line";
    }

    private static boolean finite(Node root, Report report) {
        var loop = loop(root, Collections.newSetFromMap(new IdentityHashMap<>()));
        loop.ifPresent(node -> report.mistake("", line(node), "an alias refers to what it stands in"));
        return loop.isEmpty();
    }

    private static Optional<Node> loop(Node node, Set<Node> above) {
        if (!above.add(node)) {
            return Optional.of(node);
        }
        Optional<Node> found = switch (node) {
            case SequenceNode list ->
                list.getValue().stream().flatMap(each -> loop(each, above).stream()).findFirst();
            case MappingNode map ->
                map.getValue().stream().flatMap(each -> loop(each.getValueNode(), above).stream()).findFirst();
            default -> Optional.empty();
        };
        above.remove(node);
        return found;
    }
}
