package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.term.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One thing a model should do; its word is what configuration, endpoints and the ledger say.
public enum Check implements Word {
    CHAT("chat", "answers a question"),
    STREAM("stream", "streams its answer, event by event, to a marked end"),
    TOOLS("tools", "calls a tool, whole and streamed"),
    JSON("json", "keeps to JSON mode"),
    SCHEMA("schema", "keeps to a JSON schema"),
    EMBED("embed", "makes embeddings"),
    ERROR("error", "says what is wrong with a wrong request"),
    LIMIT("limit", "states its rate limits and when to come back"),
    CANCEL("cancel", "stops when the caller leaves"),
    USAGE("usage", "reports the tokens it counts"),
    LATENCY("TTFT", "time to the first token, and to the last"),
    QUOTA("quota", "share of the provider's quota in use after the run");

    private final String title;
    private final String meaning;

    Check(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
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
        return ofEmbeddings ? ofEmbeddings() : ofChat();
    }

    private List<Probe> ofChat() {
        return switch (this) {
            case CHAT, LIMIT, QUOTA -> List.of(Probe.CHAT);
            case STREAM, LATENCY -> List.of(Probe.STREAM);
            case TOOLS -> List.of(Probe.TOOLS, Probe.TOOLS_STREAM);
            case JSON -> List.of(Probe.JSON);
            case SCHEMA -> List.of(Probe.SCHEMA);
            case EMBED -> List.of();
            case ERROR -> List.of(Probe.ERROR);
            case CANCEL -> List.of(Probe.CANCEL, Probe.AFTER);
            case USAGE -> List.of(Probe.CHAT, Probe.STREAM);
        };
    }

    private List<Probe> ofEmbeddings() {
        return switch (this) {
            case CHAT, STREAM, TOOLS, JSON, SCHEMA, CANCEL -> List.of();
            case EMBED, LIMIT, USAGE, LATENCY, QUOTA -> List.of(Probe.EMBED);
            case ERROR -> List.of(Probe.EMBED_ERROR);
        };
    }
}
