package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// A whole answer as the stream that the client waits for, where its provider took no notice of `stream` and a keep-alive
/// has opened the stream already. Pure.
public final class InBand {
    private InBand() {}

    /// @param second since the epoch, for protocols that state one
    public static byte[] of(Ask ask, byte[] answer, Usage usage, long second) {
        try {
            return ask.endpoint() == Endpoint.COMPLETIONS ? plain(ask, answer) : streamed(ask, answer, usage, second);
        } catch (Untranslatable | Garbled unread) {
            return plain(ask, answer);
        }
    }

    private static byte[] streamed(Ask ask, byte[] answer, Usage usage, long second) {
        var form = Forms.of(ask.protocol());
        var asked = Json.read(ask.body(), 0, ask.body().length);
        var whole = Json.read(answer, 0, answer.length);
        if (asked.isEmpty() || whole.isEmpty()) {
            return plain(ask, answer);
        }
        var prompt = form.prompt(asked.get()).to(ask.model(), true, OptionalLong.empty());
        return Translation.streamed(form.writer(prompt, second), form.answer(whole.get()), usage);
    }

    /// One event.
    private static byte[] plain(Ask ask, byte[] answer) {
        var text = new String(answer, StandardCharsets.UTF_8).replaceAll("\\R", " ");
        var end = ask.protocol() == Protocol.CHAT ? "data: [DONE]\n\n" : "";
        return ("data: " + text + "\n\n" + end).getBytes(StandardCharsets.UTF_8);
    }
}
