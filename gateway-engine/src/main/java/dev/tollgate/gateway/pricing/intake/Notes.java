package dev.tollgate.gateway.pricing.intake;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts what a list has and rows here have not, so that nothing is left out in silence. One thread.
final class Notes {
    private final Map<String, Integer> counted = new TreeMap<>();

    void count(String what) {
        counted.merge(what, 1, Integer::sum);
    }

    List<String> words() {
        return counted.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).toList();
    }
}
