package dev.tollgate.gateway.testing;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.PoolingType;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Handler;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A real language model, small as it is, behind OpenAI's chat and embeddings endpoints: real tokens, really counted.
public final class TinyModelServer implements Handler, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final LlamaModel model;
    private final LlamaModel vectors;

    public TinyModelServer(Path gguf) {
        model = new LlamaModel(parameters(gguf));
        vectors = new LlamaModel(parameters(gguf).enableEmbedding().setPoolingType(PoolingType.LAST));
    }

    private static ModelParameters parameters(Path gguf) {
        return new ModelParameters().setModel(gguf.toString()).setGpuLayers(0).setCtxSize(256).setThreads(1)
                .disableLog();
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            if (exchange.read(1_000_000) instanceof Payload.Whole(var bytes)) {
                var ask = JSON.readTree(bytes);
                if (exchange.path().endsWith("/embeddings")) {
                    embed(exchange, ask);
                } else {
                    answer(exchange, ask);
                }
            }
        } catch (IOException gone) {
            exchange.abort();
        }
    }

    private synchronized void embed(Exchange exchange, JsonNode ask) throws IOException {
        var whole = JSON.createObjectNode().put("object", "list").put("model", "tiny");
        var data = whole.putArray("data");
        int tokens = 0;
        for (var text : ask.path("input").isArray() ? ask.path("input") : List.of(ask.path("input"))) {
            var item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            var values = item.putArray("embedding");
            for (float value : vectors.embed(text.asString())) {
                values.add(value);
            }
            tokens += model.encode(text.asString()).length;
        }
        whole.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        exchange.answer(200, Head.of("Content-Type", "application/json"), JSON.writeValueAsBytes(whole));
    }

    private synchronized void answer(Exchange exchange, JsonNode ask) throws IOException {
        var prompt = ask.path("messages").path(0).path("content").asString();
        int most = ask.path("max_completion_tokens").asInt(ask.path("max_tokens").asInt(24));
        var parameters = new InferenceParameters(prompt).setNPredict(most).setTemperature(0).setSeed(1);
        boolean stream = ask.path("stream").asBoolean(false);
        if (stream) {
            exchange.head(200, Head.of("Content-Type", "text/event-stream"));
        }
        var text = new StringBuilder();
        int produced = 0;
        for (LlamaOutput output : model.generate(parameters)) {
            text.append(output.text);
            if (output.text.isEmpty()) {
                continue; // the last one only says that it is over
            }
            produced++;
            if (stream) {
                event(exchange, chunk(output.text, null));
            }
        }
        finish(exchange, stream, text.toString(), produced >= most ? "length" : "stop",
                model.encode(prompt).length, produced);
    }

    private static void finish(Exchange exchange, boolean stream, String text, String reason, int input, int output)
            throws IOException {
        var usage = JSON.createObjectNode().put("prompt_tokens", input).put("completion_tokens", output)
                .put("total_tokens", input + output);
        if (stream) {
            event(exchange, chunk("", reason));
            var last = JSON.createObjectNode().put("object", "chat.completion.chunk").put("model", "tiny");
            last.putArray("choices");
            last.set("usage", usage);
            event(exchange, last);
            exchange.end("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            return;
        }
        var whole = JSON.createObjectNode().put("id", "tiny-1").put("object", "chat.completion").put("model", "tiny");
        var choice = whole.putArray("choices").addObject().put("index", 0).put("finish_reason", reason);
        choice.putObject("message").put("role", "assistant").put("content", text);
        whole.set("usage", usage);
        exchange.answer(200, Head.of("Content-Type", "application/json"), JSON.writeValueAsBytes(whole));
    }

    private static ObjectNode chunk(String text, @Nullable String reason) {
        var chunk = JSON.createObjectNode().put("id", "tiny-1").put("object", "chat.completion.chunk")
                .put("created", 0).put("model", "tiny");
        var choice = chunk.putArray("choices").addObject().put("index", 0).put("finish_reason", reason);
        choice.putObject("delta").put("content", text);
        return chunk;
    }

    private static void event(Exchange exchange, ObjectNode json) throws IOException {
        var bytes = ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
        exchange.write(bytes, 0, bytes.length);
    }

    @Override
    public void close() {
        model.close();
        vectors.close();
    }
}
