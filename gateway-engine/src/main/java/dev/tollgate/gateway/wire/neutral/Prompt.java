package dev.tollgate.gateway.wire.neutral;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;

/// What is asked of a model. Immutable.
///
/// @param model as the client named it; the target's name is put in when it is written
/// @param usageAsked the client wants to be told the usage of a stream (chat's `include_usage`)
/// @param settings plain values, in chat's spelling
/// @param dropped fields that this form does not hold, by path: named in the decision, sent to nobody
public record Prompt(String model, boolean stream, boolean usageAsked, List<Turn> turns, List<Tool> tools,
        Choice choice, Format format, Effort effort, Map<Setting, JsonNode> settings, List<String> dropped) {
    public Prompt {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        settings = Map.copyOf(settings);
        dropped = List.copyOf(dropped);
    }

    /// The same under another name and with what else the caller knows.
    ///
    /// @param most a cap of the output that the gateway itself sets; empty leaves the client's
    public Prompt to(String name, boolean streamed, OptionalLong most) {
        var values = new EnumMap<Setting, JsonNode>(Setting.class);
        values.putAll(settings);
        most.ifPresent(cap -> values.put(Setting.MAX_OUTPUT, LongNode.valueOf(cap)));
        return new Prompt(name, streamed, usageAsked, turns, tools, choice, format, effort, values, dropped);
    }

    /// The same conversation with one turn more.
    public Prompt with(Turn last) {
        var longer = new ArrayList<>(turns);
        longer.add(last);
        return new Prompt(model, stream, usageAsked, longer, tools, choice, format, effort, settings, dropped);
    }

    /// Who speaks; a developer's words are a system's.
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /// What one side says, in order. Results of tools stand in a user's turn, also where a protocol has a role for them.
    public record Turn(Role role, List<Part> parts) {
        public Turn {
            parts = List.copyOf(parts);
        }
    }

    /// A function that the model may call.
    ///
    /// @param schema of its arguments, a JSON Schema object; empty object where the client gave none
    /// @param strict the arguments must keep to the schema
    /// @param freeform takes any text instead of an object (Responses' custom tools)
    public record Tool(String name, Optional<String> description, JsonNode schema, Optional<Boolean> strict,
            boolean freeform, Optional<JsonNode> cache) {}

    /// Which tools the model may or must call.
    public sealed interface Choice {
        /// As it likes; also where the client says nothing.
        record Auto() implements Choice {}

        record None() implements Choice {}

        /// Some tool, whichever.
        record Any() implements Choice {}

        record Named(String name) implements Choice {}
    }

    /// How the answer's text is written.
    public sealed interface Format {
        record Free() implements Format {}

        /// Any JSON object.
        record Json() implements Format {}

        /// JSON that keeps to a schema.
        record Schema(String name, JsonNode schema, Optional<Boolean> strict) implements Format {}
    }

    /// How much to think first.
    ///
    /// @param on false: not at all; empty: the client says nothing of it, or only how much
    /// @param level `minimal`, `low`, `medium`, `high` … as the client wrote it
    /// @param tokens most tokens to think
    /// @param shown whether the thoughts, or a summary, are to be seen in the answer
    public record Effort(Optional<Boolean> on, Optional<String> level, OptionalLong tokens, Optional<Boolean> shown) {
        public static final Effort UNSAID =
                new Effort(Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());

        /// Whether thinking is asked for.
        public boolean wanted() {
            return on.orElseGet(() -> tokens.isPresent() ? tokens.getAsLong() != 0 : level.isPresent() && !none());
        }

        /// Whether it is asked not to think.
        public boolean unwanted() {
            return on.map(said -> !said).orElseGet(() -> none() || (tokens.isPresent() && tokens.getAsLong() == 0));
        }

        private boolean none() {
            return level.filter("none"::equals).isPresent();
        }

        /// The budget that stands for a level, as Google documents it for its own OpenAI surface: 1,024 for low, 8,192
        /// for medium, 24,576 for high.
        public long budget() {
            return tokens.orElseGet(() -> switch (level.orElse("medium")) {
                case "none" -> 0;
                case "minimal", "low" -> 1_024;
                case "high" -> 24_576;
                case "xhigh", "max" -> 32_768;
                default -> 8_192;
            });
        }

        /// The level that stands for a budget: the nearest of those above.
        public String grade() {
            return level.orElseGet(() -> {
                long most = tokens.orElse(8_192);
                return most <= 0 ? "none" : most <= 2_048 ? "low" : most <= 16_384 ? "medium" : "high";
            });
        }
    }

    /// Values that most protocols have under some name; each is kept as the client wrote it.
    public enum Setting {
        MAX_OUTPUT,
        TEMPERATURE,
        TOP_P,
        TOP_K,
        /// A list of texts.
        STOP,
        SEED,
        PRESENCE_PENALTY,
        FREQUENCY_PENALTY,
        /// Whom the call is for, one text.
        USER,
        /// An object of texts.
        METADATA,
        SERVICE_TIER,
        CACHE_KEY,
        /// Whether several tools may be called in one turn; true or false.
        PARALLEL_CALLS,
        VERBOSITY
    }
}
