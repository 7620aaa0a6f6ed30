package dev.tollgate.gateway.wire.ollama;

import java.util.List;

/// Names what could not be carried over, each once. For one request.
record Dropped(List<String> names) {
    void add(String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
    }

    void addIf(boolean lost, String name) {
        if (lost) {
            add(name);
        }
    }
}
