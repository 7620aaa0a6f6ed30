package dev.tollgate.console.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A conversation that grows turn by turn, as real ones do: its beginning is the same at every call, so that the
/// provider's prompt cache shows. Not thread-safe.
final class Talk {
    private static final String[] WORDS =
            ("the order invoice shipment customer report draft function returns null when "
                    + "list empty please explain why this fails and how to fix it without changing the public interface our "
                    + "team needs a short answer in plain words about last quarter numbers region north compare with previous "
                    + "month include totals rounding currency delivery refund address missing field parser test build green "
                    + "again after merge search index tokens cache latency budget limit retry queue worker stream")
                    .split(" ");

    private final App app;
    private final RandomGenerator random;
    private final List<String> messages = new ArrayList<>();
    private int turns;

    Talk(App app, RandomGenerator random) {
        this.app = app;
        this.random = random;
        if (app.instructions() > 0) {
            // the same for every conversation of this app
            messages.add(message("system", "You work for " + app.key() + ". " + words(app.instructions(),
                    new SplittableRandom(app.key().hashCode()))));
        }
    }

    boolean isOver() {
        return turns >= app.turns();
    }

    /// The next call's body.
    String next(boolean stream) {
        int words = Math.max(3, app.question() / 2 + random.nextInt(app.question() + 1));
        if (turns > 0) {
            messages.add(message("assistant", words(60, random)));
        }
        turns++;
        messages.add(message("user", words(words, random)));
        return body(app.model(), stream, messages, app.kind() == App.Kind.TOOLS && random.nextInt(3) == 0,
                120 + random.nextInt(280));
    }

    String embedding() {
        turns++;
        var inputs = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            inputs.add("\"" + words(app.question(), random) + "\"");
        }
        return "{\"model\":\"" + app.model() + "\",\"input\":[" + String.join(",", inputs) + "]}";
    }

    static String body(String model, boolean stream, List<String> messages, boolean tools, int most) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"max_tokens\":" + most
                + (tools ? ",\"tools\":[" + TOOL + "]" : "")
                + ",\"messages\":[" + String.join(",", messages) + "]}";
    }

    private static final String TOOL = """
            {"type":"function","function":{"name":"look_up","description":"Looks something up.",\
            "parameters":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}}}""";

    static String message(String role, String text) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + text + "\"}";
    }

    static String words(int count, RandomGenerator random) {
        var text = new StringBuilder(count * 7);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
