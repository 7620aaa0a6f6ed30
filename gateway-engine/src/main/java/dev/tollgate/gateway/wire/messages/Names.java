package dev.tollgate.gateway.wire.messages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spells tools' names and calls' ids in the letters that Anthropic and Bedrock take, and back: nobody who reads an answer knows
/// what the question looked like, so the spelling itself must say that it is one.
///
/// What is valid stays as it is. Else it is marked and spelled out: `_` doubled, any other foreign UTF-16 unit as its
/// hexadecimal number between two `_`, so that `web.search` becomes `tgx_web_2e_search`.
public final class Names {
    /// Letters that a name may have, spelled or not.
    public static final int LONGEST = 64;
    private static final String MARK = "tgx_";
    private static final String DIGEST = "tgh_";
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern SPELLED = Pattern.compile("_([0-9a-f]{0,4})_");

    private Names() {}

    static boolean valid(String name) {
        return VALID.matcher(name).matches();
    }

    /// May come out longer than [#LONGEST]: [#read] gives any of them back.
    public static String spelled(String name) {
        if (valid(name) && !name.startsWith(MARK)) {
            return name;
        }
        var spelled = new StringBuilder(MARK);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '_') {
                spelled.append("__");
            } else if (valid(String.valueOf(letter))) {
                spelled.append(letter);
            } else {
                spelled.append('_').append(Integer.toHexString(letter)).append('_');
            }
        }
        return spelled.toString();
    }

    /// For ids, which must be told apart but need not be read back by the one who wrote them: never too long.
    public static String id(String id) {
        var spelled = spelled(id);
        return spelled.length() <= LONGEST ? spelled : DIGEST + digest(id);
    }

    /// The name that was [#spelled], or the text itself where it is no such spelling.
    public static String read(String text) {
        if (!text.startsWith(MARK)) {
            return text;
        }
        return SPELLED.matcher(text.substring(MARK.length())).replaceAll(found -> {
            var unit = found.group(1);
            var letter = unit.isEmpty() ? "_" : String.valueOf((char) Integer.parseInt(unit, 16));
            return Matcher.quoteReplacement(letter);
        });
    }

    private static String digest(String id) {
        try {
            var sum = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
