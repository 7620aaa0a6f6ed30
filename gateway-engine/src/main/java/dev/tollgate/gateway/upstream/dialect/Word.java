package dev.tollgate.gateway.upstream.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The member names a chunk is searched for; everything else is passed over.
@SuppressWarnings("ImmutableEnumChecker") // the array never leaves
enum Word {
    OTHER(""),
    CHOICES("choices"),
    USAGE("usage"),
    ERROR("error"),
    MODEL("model"),
    MESSAGE("message"),
    FINISH("finish_reason"),
    CONTENT("content"),
    TEXT("text"),
    REFUSAL("refusal"),
    ARGUMENTS("arguments"),
    TRANSCRIPT("transcript"),
    REASONING_CONTENT("reasoning_content"),
    REASONING("reasoning"),
    DETAILS("reasoning_details"),
    CALLS("tool_calls"),
    FUNCTION_CALL("function_call"),
    AUDIO("audio"),
    IMAGES("images"),
    LOGPROBS("logprobs"),
    ANNOTATIONS("annotations"),
    GROQ("x_groq");

    private static final int LONGEST = 17;
    private static final Word[][] BY_LENGTH = byLength();

    private final byte[] name;

    Word(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    private static Word[][] byLength() {
        var table = new Word[LONGEST + 1][];
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            table[length] = Arrays.stream(values()).filter(w -> w.name.length == wanted)
                    .toArray(Word[]::new);
        }
        return table;
    }

    static Word of(byte[] json, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return OTHER;
        }
        for (var word : BY_LENGTH[length]) {
            if (word.stands(json, from)) {
                return word;
            }
        }
        return OTHER;
    }

    private boolean stands(byte[] json, int from) {
        for (int i = 0; i < name.length; i++) {
            if (json[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }
}
