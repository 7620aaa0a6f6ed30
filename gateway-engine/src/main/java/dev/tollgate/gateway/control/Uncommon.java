package dev.tollgate.gateway.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What two texts of a configuration do not share: of hundreds of keys a change mostly touches one, and only what is
/// left has to be taken apart. Both as the configuration is written: a thing begins two spaces in.
///
/// @param before the one without the things that stand word for word in the other
record Uncommon(String before, String after) {
    /// One thing of a section, or a section without things.
    private record Block(String section, String text) {}

    /// @param sections whose children are things with names of their own
    static Uncommon of(String before, String after, Set<String> sections) {
        if (before.startsWith("{") || after.startsWith("{")) {
            return new Uncommon(before, after);
        }
        var was = blocks(before, sections);
        var is = blocks(after, sections);
        return new Uncommon(without(was, counted(is)), without(is, counted(was)));
    }

    private static List<Block> blocks(String text, Set<String> sections) {
        var blocks = new ArrayList<Block>();
        var section = "";
        var open = new StringBuilder();
        for (var line : text.lines().toList()) {
            boolean top = !line.startsWith(" ");
            boolean thing = !section.isEmpty() && line.startsWith("  ") && line.length() > 2 && line.charAt(2) != ' ';
            if (top || thing) {
                close(blocks, section, open);
            }
            if (top) {
                int colon = line.indexOf(':');
                section = colon == line.length() - 1 && sections.contains(line.substring(0, Math.max(0, colon)))
                        ? line
                        : "";
            }
            if (!top || section.isEmpty()) {
                open.append(line).append('\n');
            }
        }
        close(blocks, section, open);
        return blocks;
    }

    private static void close(List<Block> blocks, String section, StringBuilder open) {
        if (!open.isEmpty()) {
            blocks.add(new Block(section, open.toString()));
            open.setLength(0);
        }
    }

    private static Map<Block, Integer> counted(List<Block> blocks) {
        var counted = new HashMap<Block, Integer>();
        blocks.stream().filter(block -> !block.section.isEmpty())
                .forEach(block -> counted.merge(block, 1, Integer::sum));
        return counted;
    }

    private static String without(List<Block> blocks, Map<Block, Integer> common) {
        var out = new StringBuilder();
        var section = "";
        for (var block : blocks) {
            if (common.merge(block, -1, Integer::sum) >= 0) {
                continue;
            }
            if (!block.section.equals(section)) {
                section = block.section;
                out.append(section).append(section.isEmpty() ? "" : "\n");
            }
            out.append(block.text);
        }
        return out.toString();
    }
}
