package dev.tollgate.gateway.access;

/// Makes a caller's text fit to be kept and shown.
final class Clean {
    private Clean() {}

    /// Without controls and surrounding blanks, at most so many characters, no pair cut in half.
    static String text(String value, int longest) {
        if (isClean(value, longest)) {
            return value;
        }
        var kept = new StringBuilder(Math.min(value.length(), longest));
        value.codePoints().filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .forEach(kept::appendCodePoint);
        return cut(kept.toString().strip(), longest).strip();
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /// The common case, without making a copy.
    private static boolean isClean(String value, int longest) {
        int length = value.length();
        if (length == 0 || length > longest || value.charAt(0) == ' ' || value.charAt(length - 1) == ' ') {
            return length == 0;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
