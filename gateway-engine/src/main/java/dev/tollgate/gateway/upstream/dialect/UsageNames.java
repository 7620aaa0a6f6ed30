package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.term.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings a protocol's usage object under OpenAI's names, in which [Figures] reads them: there all input is inside
/// `prompt_tokens`, elsewhere parts of it stand beside (COST §3). Pure.
final class UsageNames {
    private UsageNames() {}

    /// @param usage numbers by path, as text
    static Map<String, String> openai(Map<String, String> usage, Protocol protocol) {
        return switch (protocol) {
            case MESSAGES -> messages(usage);
            case GEMINI -> gemini(usage);
            case OLLAMA -> ollama(usage);
            case CONVERSE -> converse(usage);
            case CHAT, RESPONSES -> usage;
        };
    }

    /// Reads and writes of the cache stand beside `input_tokens`; a write's split by lifetime says the same as its sum.
    private static Map<String, String> messages(Map<String, String> usage) {
        var named = new HashMap<String, String>();
        sum(usage, List.of("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"), "prompt_tokens",
                named);
        copy(usage, "output_tokens", "completion_tokens", named);
        copy(usage, "cache_read_input_tokens", "prompt_tokens_details.cached_tokens", named);
        copy(usage, "output_tokens_details.thinking_tokens", "completion_tokens_details.reasoning_tokens", named);
        writes(number(usage, "cache_creation_input_tokens"),
                number(usage, "cache_creation.ephemeral_1h_input_tokens"), named);
        return named;
    }

    /// @param all written to the cache, -1 where nothing is said of it; so is `hour`, a part of it
    private static void writes(long all, long hour, Map<String, String> named) {
        if (all < 0) {
            return;
        }
        long longer = Math.clamp(hour, 0, all);
        named.put("prompt_tokens_details.cache_write_tokens", Long.toString(all - longer));
        if (hour >= 0) {
            named.put("prompt_tokens_details.cache_write_1h_tokens", Long.toString(longer));
        }
    }

    /// Both caches stand beside `inputTokens`; how long what was written is kept says `cacheDetails`.
    private static Map<String, String> converse(Map<String, String> usage) {
        var named = new HashMap<String, String>();
        sum(usage, List.of("inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens"), "prompt_tokens", named);
        if (!usage.containsKey("inputTokens")) {
            named.remove("prompt_tokens"); // the caches alone are not all of it
        }
        copy(usage, "outputTokens", "completion_tokens", named);
        copy(usage, "cacheReadInputTokens", "prompt_tokens_details.cached_tokens", named);
        writes(number(usage, "cacheWriteInputTokens"), number(usage, "cacheDetails.1h"), named);
        return named;
    }

    /// Thoughts stand beside the candidates, tool prompts beside the prompt.
    private static Map<String, String> gemini(Map<String, String> usage) {
        var named = new HashMap<String, String>();
        sum(usage, List.of("promptTokenCount", "toolUsePromptTokenCount"), "prompt_tokens", named);
        sum(usage, List.of("candidatesTokenCount", "thoughtsTokenCount"), "completion_tokens", named);
        if (!named.containsKey("completion_tokens") && named.containsKey("prompt_tokens")) {
            named.put("completion_tokens", "0"); // a refused prompt has no candidates, and no count of them
        }
        copy(usage, "cachedContentTokenCount", "prompt_tokens_details.cached_tokens", named);
        copy(usage, "thoughtsTokenCount", "completion_tokens_details.reasoning_tokens", named);
        copy(usage, "promptTokensDetails.AUDIO", "prompt_tokens_details.audio_tokens", named);
        copy(usage, "promptTokensDetails.IMAGE", "prompt_tokens_details.image_tokens", named);
        copy(usage, "candidatesTokensDetails.AUDIO", "completion_tokens_details.audio_tokens", named);
        copy(usage, "candidatesTokensDetails.IMAGE", "completion_tokens_details.image_tokens", named);
        return named;
    }

    /// A prompt that was in the cache may have no count.
    private static Map<String, String> ollama(Map<String, String> usage) {
        var named = new HashMap<String, String>();
        copy(usage, "prompt_eval_count", "prompt_tokens", named);
        copy(usage, "eval_count", "completion_tokens", named);
        return named;
    }

    private static void sum(Map<String, String> usage, List<String> names, String as, Map<String, String> named) {
        long sum = -1;
        for (var name : names) {
            long count = number(usage, name);
            sum = count < 0 ? sum : Math.max(0, sum) + count;
        }
        if (sum >= 0) {
            named.put(as, Long.toString(sum));
        }
    }

    private static void copy(Map<String, String> usage, String name, String as, Map<String, String> named) {
        var value = usage.get(name);
        if (value != null) {
            named.put(as, value);
        }
    }

    /// -1 where it is absent or no count.
    private static long number(Map<String, String> usage, String name) {
        var text = usage.get(name);
        if (text == null || text.length() > 15 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(text);
    }
}
