package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.term.Endpoint;

/// One call that checks look at; several checks may share one.
enum Probe {
    CHAT(Endpoint.CHAT, false, 40, """
            "messages":[{"role":"user","content":"Answer with the single word: pong"}]"""),
    STREAM(Endpoint.CHAT, true, 60, """
            "messages":[{"role":"user","content":"Name the four seasons, one on a line."}]"""),
    TOOLS(Endpoint.CHAT, false, 30, Probe.WEATHER),
    TOOLS_STREAM(Endpoint.CHAT, true, 30, Probe.WEATHER),
    JSON(Endpoint.CHAT, false, 30, """
            "messages":[{"role":"user","content":"Reply with a JSON object that has the field city set to Oslo."}],\
            "response_format":{"type":"json_object"}"""),
    /// The fields are in the schema alone: who ignores it cannot guess them.
    SCHEMA(Endpoint.CHAT, false, 40, """
            "messages":[{"role":"user","content":"Describe Oslo in JSON."}],\
            "response_format":{"type":"json_schema","json_schema":{"name":"place","strict":true,"schema":\
            {"type":"object","properties":{"place_name":{"type":"string"},"inhabitants":{"type":"integer"},\
            "is_capital":{"type":"boolean"}},"required":["place_name","inhabitants","is_capital"],\
            "additionalProperties":false}}}"""),
    ERROR(Endpoint.CHAT, false, 0, """
            "messages":[{"role":"user","content":"Hello"}],"temperature":"hot\""""),
    CANCEL(Endpoint.CHAT, true, 60, """
            "messages":[{"role":"user","content":"Count from one to three hundred, in words."}]"""),
    AFTER(Endpoint.CHAT, true, 40, """
            "messages":[{"role":"user","content":"Answer with the single word: again"}]"""),
    EMBED(Endpoint.EMBEDDINGS, false, 0, """
            "input":["smoke test","smoke test","another text"]"""),
    EMBED_ERROR(Endpoint.EMBEDDINGS, false, 0, """
            "input":[{"this":"is no text"}]""");

    private static final String WEATHER = """
            "messages":[{"role":"user","content":"What is the weather in Oslo for the next 2 days? Use the tool."}],\
            "tools":[{"type":"function","function":{"name":"get_weather","description":"Weather of a city",\
            "parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},\
            "required":["city","days"]}}}],"tool_choice":"auto\"""";

    private final Endpoint endpoint;
    private final boolean stream;
    private final int typicalOutput;
    private final String fields;

    Probe(Endpoint endpoint, boolean stream, int typicalOutput, String fields) {
        this.endpoint = endpoint;
        this.stream = stream;
        this.typicalOutput = typicalOutput;
        this.fields = fields;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// Tokens that an ordinary model answers with.
    int typicalOutput() {
        return typicalOutput;
    }

    String path() {
        return endpoint == Endpoint.EMBEDDINGS ? "/v1/embeddings" : "/v1/chat/completions";
    }

    /// The whole body.
    String body(String model, Cap cap) {
        var text = new StringBuilder("{\"model\":").append(Reading.quoted(model)).append(',').append(fields);
        if (endpoint == Endpoint.CHAT) {
            text.append(",\"").append(cap.field()).append("\":").append(cap.tokens());
        }
        if (stream) {
            text.append(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        }
        return text.append('}').toString();
    }

    /// How much output is allowed, and under which name.
    record Cap(int tokens, boolean completion) {
        private static final int PLAIN = 256;
        private static final int THINKING = 2_048;

        static Cap of(boolean completion) {
            return new Cap(completion ? THINKING : PLAIN, completion);
        }

        String field() {
            return completion ? "max_completion_tokens" : "max_tokens";
        }

        boolean canGrow() {
            return tokens < THINKING;
        }

        Cap grown() {
            return new Cap(THINKING, completion);
        }

        Cap renamed() {
            return new Cap(tokens, true);
        }
    }
}
