package dev.tollgate.gateway.testing;

import java.util.List;

/// How each protocol says a few words: what a client asks, and a provider's stream that answers. The words need no
/// escaping.
public enum Spoken {
    CHAT("openai", "/v1/chat/completions", "/v1/chat/completions") {
        @Override
        public String ask() {
            return "{\"model\":\"smart\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        }

        @Override
        String begin(int answer) {
            return chunk(answer, "{\"role\":\"assistant\",\"content\":\"\"}", "null");
        }

        @Override
        String word(int answer, int number, String word) {
            return chunk(answer, "{\"content\":\"" + word + "\"}", "null");
        }

        @Override
        String end(int answer, List<String> words) {
            return chunk(answer, "{}", "\"stop\"") + "data: {\"id\":\"chatcmpl-" + answer
                    + "\",\"object\":\"chat.completion.chunk\",\"created\":170000000" + answer + ",\"model\":\"m"
                    + answer
                    + "\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":" + words.size()
                    + ",\"total_tokens\":" + (9 + words.size()) + "}}\n\ndata: [DONE]\n\n";
        }

        private String chunk(int answer, String delta, String finish) {
            return "data: {\"id\":\"chatcmpl-" + answer
                    + "\",\"object\":\"chat.completion.chunk\",\"created\":170000000"
                    + answer + ",\"model\":\"m" + answer + "\",\"choices\":[{\"index\":0,\"delta\":" + delta
                    + ",\"finish_reason\":" + finish + "}]}\n\n";
        }

        @Override
        public String error() {
            return "data: {\"error\":{\"message\":\"The server is overloaded.\",\"type\":\"server_error\"}}\n\n";
        }
    },
    RESPONSES("openai", "/v1/responses", "/v1/responses") {
        @Override
        public String ask() {
            return "{\"model\":\"smart\",\"stream\":true,\"input\":\"Hi\"}";
        }

        @Override
        String begin(int answer) {
            return event("response.created", 0, ",\"response\":" + response(answer, "in_progress", "[]", ""))
                    + event("response.in_progress", 1, ",\"response\":" + response(answer, "in_progress", "[]", ""))
                    + event("response.output_item.added", 2, ",\"output_index\":0,\"item\":" + item(answer,
                            "in_progress", "[]"))
                    + event("response.content_part.added", 3, at(answer) + ",\"part\":" + part(""));
        }

        @Override
        String word(int answer, int number, String word) {
            return event("response.output_text.delta", 4 + number,
                    at(answer) + ",\"logprobs\":[],\"delta\":\"" + word + "\"");
        }

        @Override
        String end(int answer, List<String> words) {
            int next = 4 + words.size();
            var text = String.join("", words);
            var whole = item(answer, "completed", "[" + part(text) + "]");
            return event("response.output_text.done", next, at(answer) + ",\"logprobs\":[],\"text\":\"" + text + "\"")
                    + event("response.content_part.done", next + 1, at(answer) + ",\"part\":" + part(text))
                    + event("response.output_item.done", next + 2, ",\"output_index\":0,\"item\":" + whole)
                    + event("response.completed", next + 3, ",\"response\":" + response(answer, "completed",
                            "[" + whole + "]", ",\"usage\":{\"input_tokens\":9,\"output_tokens\":" + words.size()
                                    + ",\"total_tokens\":" + (9 + words.size()) + "}"));
        }

        private String event(String type, int number, String rest) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + rest
                    + "}\n\n";
        }

        private String at(int answer) {
            return ",\"item_id\":\"msg_of" + answer + "\",\"output_index\":0,\"content_index\":0";
        }

        private String item(int answer, String status, String content) {
            return "{\"id\":\"msg_of" + answer + "\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"" + status
                    + "\",\"content\":" + content + "}";
        }

        private String part(String text) {
            return "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"" + text + "\"}";
        }

        private String response(int answer, String status, String output, String usage) {
            return "{\"id\":\"resp_" + answer + "\",\"object\":\"response\",\"created_at\":170000000" + answer
                    + ",\"status\":\"" + status + "\",\"model\":\"m" + answer + "\",\"output\":" + output + usage
                    + "}";
        }

        @Override
        public String error() {
            return "event: error\ndata: {\"type\":\"error\",\"sequence_number\":9,\"code\":\"server_error\","
                    + "\"message\":\"The server is overloaded.\",\"param\":null}\n\n";
        }
    },
    MESSAGES("anthropic", "/v1/messages", "/v1/messages") {
        @Override
        public String ask() {
            return "{\"model\":\"smart\",\"stream\":true,\"max_tokens\":99,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        }

        @Override
        String begin(int answer) {
            return event("message_start", ",\"message\":{\"id\":\"msg_" + answer
                    + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m" + answer
                    + "\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}")
                    + event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        }

        @Override
        String word(int answer, int number, String word) {
            return event("content_block_delta",
                    ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + word + "\"}");
        }

        @Override
        String end(int answer, List<String> words) {
            return event("content_block_stop", ",\"index\":0")
                    + event("message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                            + "\"usage\":{\"output_tokens\":" + words.size() + "}")
                    + event("message_stop", "");
        }

        private String event(String type, String rest) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
        }

        @Override
        public String error() {
            return "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                    + "\"message\":\"Overloaded\"}}\n\n";
        }
    },
    GEMINI("gemini", "/v1beta/models/smart:streamGenerateContent?alt=sse",
            "/v1beta/models/m:streamGenerateContent") {
        @Override
        public String ask() {
            return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
        }

        @Override
        String begin(int answer) {
            return "";
        }

        @Override
        String word(int answer, int number, String word) {
            return chunk(answer, word, "");
        }

        @Override
        String end(int answer, List<String> words) {
            return chunk(answer, "", ",\"finishReason\":\"STOP\"").replace("}\r\n\r\n",
                    ",\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":" + words.size()
                            + ",\"totalTokenCount\":" + (9 + words.size()) + "}}\r\n\r\n");
        }

        private String chunk(int answer, String word, String finish) {
            return "data: {\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" + word
                    + "\"}]}" + finish + "}],\"modelVersion\":\"m" + answer + "\",\"responseId\":\"g" + answer
                    + "\"}\r\n\r\n";
        }

        @Override
        public String error() {
            return "data: {\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}"
                    + "\r\n\r\n";
        }
    };

    private final String dialect;
    private final String door;
    private final String path;

    Spoken(String dialect, String door, String path) {
        this.dialect = dialect;
        this.door = door;
        this.path = path;
    }

    /// A provider's dialect, as configured.
    public String dialect() {
        return dialect;
    }

    /// Where a client asks.
    public String door() {
        return door;
    }

    /// Where a provider is asked for the model `m`.
    public String path() {
        return path;
    }

    /// A provider's `base_url` for it.
    public String baseUrl(ScriptedUpstream upstream) {
        return this == CHAT || this == RESPONSES
                ? upstream.baseUrl()
                : "http://127.0.0.1:" + upstream.port();
    }

    /// What a client asks of the route `smart`, streamed.
    public abstract String ask();

    abstract String begin(int answer);

    abstract String word(int answer, int number, String word);

    abstract String end(int answer, List<String> words);

    /// An error in the midst of a stream.
    public abstract String error();

    /// A stream of these words as far as they go, its connection still open.
    ///
    /// @param answer tells answers apart: their ids, times and models bear it
    public Script said(int answer, List<String> words) {
        var script = Script.stream();
        var begin = begin(answer);
        if (!begin.isEmpty()) {
            script.chunk(begin);
        }
        for (int i = 0; i < words.size(); i++) {
            script.chunk(word(answer, i, words.get(i)));
        }
        return script;
    }

    /// A whole stream.
    public Script whole(int answer, List<String> words) {
        return said(answer, words).chunk(end(answer, words)).end();
    }
}
