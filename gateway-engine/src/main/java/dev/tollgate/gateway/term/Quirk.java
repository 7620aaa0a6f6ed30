package dev.tollgate.gateway.term;

import java.util.List;

/// In what an OpenAI-compatible provider, or one of its models, differs from OpenAI's chat completions as most imitate
/// them. The catalogue says who has which; they act on what the gateway writes and counts itself, never on a body that
/// passes.
public enum Quirk implements Word {
    /// Reasoning tokens come on top of `completion_tokens`.
    REASONING_BESIDE,
    /// `total_tokens` is not input plus output.
    TOTAL_MISLEADS,
    /// A cap of the output is called `max_completion_tokens`; `max_tokens` is refused.
    MAX_COMPLETION_TOKENS,
    /// Streams state their usage, or do not, unasked.
    NO_STREAM_OPTIONS("stream_options"),
    NO_PARALLEL_TOOL_CALLS("parallel_tool_calls"),
    NO_SERVICE_TIER("service_tier"),
    NO_USER("user"),
    NO_VERBOSITY("verbosity"),
    NO_PENALTIES("presence_penalty", "frequency_penalty"),
    NO_REASONING_EFFORT("reasoning_effort"),
    /// Samples in its own way: another temperature than 1 and the like are refused, unless it is told not to think.
    FIXED_SAMPLING,
    /// The seed is called `random_seed`.
    RANDOM_SEED,
    /// Thinking is switched by `thinking: {type: enabled | disabled}`.
    THINKING_TYPE,
    /// Thinking is switched by `enable_thinking` and measured by `thinking_budget`.
    ENABLE_THINKING,
    /// Refuses a conversation with tools whose earlier answers come without `reasoning_content`.
    REASONING_NEEDED,
    /// Takes earlier reasoning as `reasoning`; `reasoning_content` is refused.
    REASONING_FIELD,
    /// Refuses earlier reasoning under any name.
    NO_REASONING_BACK;

    private final List<String> refused;

    Quirk(String... refused) {
        this.refused = List.of(refused);
    }

    /// Fields of a request that it refuses, each by its name.
    public List<String> refused() {
        return refused;
    }
}
