package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.Edits;
import dev.tollgate.gateway.wire.Head;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A transport without a network: answers each request with the next of its replies, in pieces of a given size.
final class Canned implements Transport {
    /// What to answer.
    record Answer(int status, String type, byte[] body) {}

    private final List<Answer> answers;
    private final int piece;
    final List<Outgoing> asked = new ArrayList<>();

    Canned(int piece, Answer... answers) {
        this.piece = piece;
        this.answers = List.of(answers);
    }

    static Canned stream(int piece, byte[] body) {
        return new Canned(piece, new Answer(200, "text/event-stream", body));
    }

    static Canned json(int status, String body) {
        return new Canned(8192, new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    String sent(int number) {
        return new String(Edits.join(asked.get(number).body()), StandardCharsets.UTF_8);
    }

    @Override
    public Reply send(Outgoing request, Progress progress) {
        var answer = answers.get(Math.min(asked.size(), answers.size() - 1));
        asked.add(request);
        progress.connected();
        progress.sent();
        return new Piecemeal(answer, piece);
    }

    @Override
    public void close() {}

    private static final class Piecemeal extends InputStream implements Reply {
        private final Answer answer;
        private final int piece;
        private int at;

        Piecemeal(Answer answer, int piece) {
            this.answer = answer;
            this.piece = piece;
        }

        @Override
        public int status() {
            return answer.status();
        }

        @Override
        public Head head() {
            return Head.of("content-type", answer.type(), "X-Request-Id", "up-1", "set-cookie", "a=b");
        }

        @Override
        public InputStream body() {
            return this;
        }

        @Override
        public int read() {
            return at < answer.body().length ? answer.body()[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at == answer.body().length) {
                return -1;
            }
            int count = Math.min(Math.min(piece, length), answer.body().length - at);
            System.arraycopy(answer.body(), at, into, from, count);
            at += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
