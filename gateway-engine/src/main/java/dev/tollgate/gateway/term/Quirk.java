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
    NO_STREAM_OPTIONS,
    NO_PARALLEL_TOOL_CALLS,
    NO_SERVICE_TIER,
    NO_USER,
    NO_VERBOSITY,
    NO_PENALTIES,
    NO_REASONING_EFFORT,
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
    NO_REASONING_BACK,
    /// Goes on from an answer's beginning that stands last in the conversation.
    PREFILL,
    /// Does so only where the beginning bears `prefix: true`.
    PREFIX_FLAG;

    /// Fields of a request that it refuses, each by its name.
    public List<String> refused() {
        return switch (this) {
            case NO_STREAM_OPTIONS -> List.of("stream_options");
            case NO_PARALLEL_TOOL_CALLS -> List.of("parallel_tool_calls");
            case NO_SERVICE_TIER -> List.of("service_tier");
            case NO_USER -> List.of("user");
            case NO_VERBOSITY -> List.of("verbosity");
            case NO_PENALTIES -> List.of("presence_penalty", "frequency_penalty");
            case NO_REASONING_EFFORT -> List.of("reasoning_effort");
            case REASONING_BESIDE, TOTAL_MISLEADS, MAX_COMPLETION_TOKENS, FIXED_SAMPLING, RANDOM_SEED, THINKING_TYPE,
                    ENABLE_THINKING, REASONING_NEEDED, REASONING_FIELD, NO_REASONING_BACK, PREFILL, PREFIX_FLAG ->
                List.of();
        };
    }
}
