package dev.tollgate.gateway.control;

import dev.tollgate.gateway.control.Difference.Kind;
import dev.tollgate.gateway.control.Difference.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The shortest way from one list of lines to another, after Myers.
final class Lines {
    /// Edits beyond which nobody reads a difference line by line: then all old lines go and all new ones come.
    private static final int MOST = 1_000;

    private final List<String> before;
    private final List<String> after;

    private Lines(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    static List<Line> between(List<String> before, List<String> after) {
        return new Lines(before, after).lines();
    }

    private List<Line> lines() {
        var steps = new ArrayList<int[]>();
        int sum = before.size() + after.size();
        int most = Math.min(sum, MOST);
        var reach = new int[2 * most + 3];
        for (int edits = 0; edits <= most; edits++) {
            steps.add(reach.clone());
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int at = follow(start(reach, most, edits, diagonal), diagonal);
                reach[most + 1 + diagonal] = at;
                if (at >= before.size() && at - diagonal >= after.size()) {
                    return back(steps, most);
                }
            }
        }
        var all = new ArrayList<Line>();
        before.forEach(line -> all.add(new Line(Kind.REMOVED, line)));
        after.forEach(line -> all.add(new Line(Kind.ADDED, line)));
        return all;
    }

    private static boolean down(int[] reach, int most, int edits, int diagonal) {
        return diagonal == -edits
                || (diagonal != edits && reach[most + diagonal] < reach[most + 2 + diagonal]);
    }

    private static int start(int[] reach, int most, int edits, int diagonal) {
        return down(reach, most, edits, diagonal) ? reach[most + 2 + diagonal] : reach[most + diagonal] + 1;
    }

    private int follow(int from, int diagonal) {
        int at = from;
        while (at < before.size() && at - diagonal < after.size()
                && before.get(at).equals(after.get(at - diagonal))) {
            at++;
        }
        return at;
    }

    private List<Line> back(List<int[]> steps, int most) {
        var lines = new ArrayDeque<Line>();
        int x = before.size();
        int y = after.size();
        for (int edits = steps.size() - 1; edits >= 0; edits--) {
            var reach = steps.get(edits);
            int diagonal = x - y;
            boolean down = down(reach, most, edits, diagonal);
            int fromX = down ? reach[most + 2 + diagonal] : reach[most + diagonal] + 1;
            while (x > (edits == 0 ? 0 : fromX)) {
                lines.addFirst(new Line(Kind.SAME, before.get(--x)));
                y--;
            }
            if (edits > 0 && down) {
                lines.addFirst(new Line(Kind.ADDED, after.get(--y)));
            } else if (edits > 0) {
                lines.addFirst(new Line(Kind.REMOVED, before.get(--x)));
            }
        }
        return List.copyOf(lines);
    }
}
