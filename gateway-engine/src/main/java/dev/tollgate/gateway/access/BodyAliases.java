package dev.tollgate.gateway.access;

import dev.tollgate.gateway.term.Dimension;
import java.util.Map;
import java.util.TreeMap;

/// The fields of a body that say whom a call is for (WIRE N), by the names under which the scan found them.
final class BodyAliases {
    private static final String METADATA = "metadata.";
    private static final String TRACE = "trace.";
    private static final String SESSION = "_session_";
    private static final int UUID_LENGTH = 36;
    private static final int BODY = Attributing.BODY;

    private BodyAliases() {}

    /// In the order of the names, so that the same body always gives the same tags.
    static void read(Map<String, String> metadata, Attributing draft) {
        if (!metadata.isEmpty()) {
            new TreeMap<>(metadata).forEach((name, value) -> field(name, value, draft));
        }
    }

    private static void field(String name, String value, Attributing draft) {
        var source = "body " + name;
        switch (name) {
            case "user" -> draft.offer(Dimension.USER, Attributing.OPENROUTER, source, value);
            case "safety_identifier" -> draft.offer(Dimension.USER, BODY, source, value);
            case "metadata.user_id" -> user(value, source, draft);
            case "litellm_metadata.user" -> draft.offer(Dimension.USER, BODY + 2, source, value);
            case "metadata.customer" -> draft.offer(Dimension.CUSTOMER, BODY, source, value);
            case "metadata.tenant" -> draft.offer(Dimension.CUSTOMER, BODY + 1, source, value);
            case "session_id" -> draft.offer(Dimension.THREAD, Attributing.OPENROUTER, source, value);
            case "metadata.session_id" -> draft.offer(Dimension.THREAD, BODY, source, value);
            case "conversation" -> draft.offer(Dimension.THREAD, Attributing.LAST - 1, source, value);
            case "prompt_cache_key" -> draft.offer(Dimension.THREAD, Attributing.LAST, source, value);
            case "metadata.tags", "litellm_metadata.tags" -> draft.tags(Attributing.LITELLM + 1, value);
            default -> other(name, value, source, draft);
        }
    }

    private static void other(String name, String value, String source, Attributing draft) {
        if (name.startsWith(METADATA)) {
            draft.metadata(name.substring(METADATA.length()), value, BODY, source, true);
        } else if (name.startsWith(TRACE)) {
            draft.metadata(name.substring(TRACE.length()), value, Attributing.OPENROUTER, source, false);
        }
    }

    /// Claude Code sends `user_HASH_account_UUID_session_UUID`: the end is a thread, what stands before it the user.
    private static void user(String value, String source, Attributing draft) {
        int at = value.lastIndexOf(SESSION);
        var session = at < 0 ? "" : value.substring(at + SESSION.length());
        if (session.length() == UUID_LENGTH && session.chars().allMatch(BodyAliases::isUuidLetter)) {
            draft.offer(Dimension.THREAD, BODY + 1, source, session);
            draft.offer(Dimension.USER, BODY + 1, source, value.substring(0, at));
        } else {
            draft.offer(Dimension.USER, BODY + 1, source, value);
        }
    }

    private static boolean isUuidLetter(int c) {
        return c == '-' || Character.digit(c, 16) >= 0;
    }
}
