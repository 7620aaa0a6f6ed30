package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.term.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One thing a model should do; its word is what configuration, endpoints and the ledger say.
public enum Check implements Word {
    CHAT("chat", "answers a question", List.of(Probe.CHAT), List.of()),
    STREAM("stream", "streams its answer, event by event, to a marked end", List.of(Probe.STREAM), List.of()),
    TOOLS("tools", "calls a tool, whole and streamed", List.of(Probe.TOOLS, Probe.TOOLS_STREAM), List.of()),
    JSON("json", "keeps to JSON mode", List.of(Probe.JSON), List.of()),
    SCHEMA("schema", "keeps to a JSON schema", List.of(Probe.SCHEMA), List.of()),
    EMBED("embed", "makes embeddings", List.of(), List.of(Probe.EMBED)),
    ERROR("error", "says what is wrong with a wrong request", List.of(Probe.ERROR), List.of(Probe.EMBED_ERROR)),
    LIMIT("limit", "states its rate limits and when to come back", List.of(Probe.CHAT), List.of(Probe.EMBED)),
    CANCEL("cancel", "stops when the caller leaves", List.of(Probe.CANCEL, Probe.AFTER), List.of()),
    USAGE("usage", "reports the tokens it counts", List.of(Probe.CHAT, Probe.STREAM), List.of(Probe.EMBED)),
    LATENCY("TTFT", "time to the first token, and to the last", List.of(Probe.STREAM), List.of(Probe.EMBED)),
    QUOTA("quota", "share of the provider's quota in use after the run", List.of(Probe.CHAT), List.of(Probe.EMBED));

    private final String title;
    private final String meaning;
    private final List<Probe> chat;
    private final List<Probe> embedding;

    Check(String title, String meaning, List<Probe> chat, List<Probe> embedding) {
        this.title = title;
        this.meaning = meaning;
        this.chat = chat;
        this.embedding = embedding;
    }

    /// As a column's head.
    public String title() {
        return title;
    }

    /// What it asks, to be read after "the model".
    public String meaning() {
        return meaning;
    }

    /// By its word or its title.
    public static Optional<Check> named(String text) {
        var name = text.strip().toLowerCase(Locale.ROOT);
        for (var check : values()) {
            if (check.word().equals(name) || check.title.toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(check);
            }
        }
        return Optional.empty();
    }

    /// The calls it needs; empty where it says nothing about such a model.
    List<Probe> probes(boolean ofEmbeddings) {
        return ofEmbeddings ? embedding : chat;
    }
}
