package dev.tollgate.gateway.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a backup says of itself: it is the first thing in the file.
///
/// @param format of the file
/// @param tollgate the version that made it
/// @param schema of the database in it
/// @param entries requests in it; empty where an older version made it
/// @param databaseBytes what the database takes when unpacked
/// @param withSecrets whether provider keys are in it, under a passphrase
/// @param leftOut keys that were asked for and are not in it, each with its reason in words
/// @param sums SHA-256 of each other part, in hex
record Manifest(int format, String tollgate, int schema, Instant made, OptionalLong entries, long databaseBytes,
        boolean withSecrets, List<String> leftOut, Map<String, String> sums) {
    static final String NAME = "tollgate-backup.json";
    static final int FORMAT = 1;

    Manifest {
        leftOut = List.copyOf(leftOut);
        sums = Map.copyOf(sums);
    }

    byte[] bytes() {
        var mapper = JsonMapper.shared();
        var node = mapper.createObjectNode();
        node.put("format", format).put("tollgate", tollgate).put("schema", schema).put("made", made.toString())
                .put("database_bytes", databaseBytes).put("with_secrets", withSecrets);
        entries.ifPresent(count -> node.put("entries", count));
        if (!leftOut.isEmpty()) {
            var left = node.putArray("left_out");
            leftOut.forEach(left::add);
        }
        var parts = node.putObject("sha256");
        sums.forEach(parts::put);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    }

    /// @throws Unfit where it is none
    static Manifest read(byte[] bytes) {
        try {
            var node = JsonMapper.shared().readTree(bytes);
            var sums = new LinkedHashMap<String, String>();
            for (var part : node.path("sha256").properties()) {
                sums.put(part.getKey(), part.getValue().asString(""));
            }
            return new Manifest(number(node, "format"), node.path("tollgate").asString("?"), number(node, "schema"),
                    Instant.parse(node.path("made").asString("")), entries(node.path("entries")),
                    node.path("database_bytes").asLong(0),
                    node.path("with_secrets").asBoolean(false),
                    node.path("left_out").valueStream().map(each -> each.asString("")).toList(), sums);
        } catch (JacksonException | DateTimeException damaged) {
            throw new Unfit("it says nothing readable about itself (" + NAME + ")");
        }
    }

    private static OptionalLong entries(JsonNode count) {
        return count.isIntegralNumber() ? OptionalLong.of(count.asLong()) : OptionalLong.empty();
    }

    private static int number(JsonNode node, String name) {
        return node.path(name).asInt(Integer.MAX_VALUE);
    }

    /// A file that is no backup of ours, or a damaged one; the message completes "FILE cannot be restored: …".
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message);
        }
    }
}
