package dev.tollgate.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A home that another process on this machine holds, asked through that process.
final class RunningHome {
    private static final Pattern ZONE = Pattern.compile("\"billing_zone\"\\s*:\\s*\"([^\"]+)\"");

    private final Path home;

    RunningHome(Path home) {
        this.home = home;
    }

    /// Writes what the path of its own endpoints answers.
    ///
    /// @throws ExportAsk.Wrong where it refuses, with its words
    /// @throws IOException where it would and cannot, with its words: a full disk
    void get(String path, OutputStream out) throws IOException, InterruptedException {
        ask("GET", path, "", out);
    }

    /// Posts JSON; answers what came.
    ///
    /// @throws ExportAsk.Wrong where it refuses, with its words
    String post(String path, String json) throws IOException, InterruptedException {
        var out = new ByteArrayOutputStream();
        ask("POST", path, json, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /// The same for a call that sends something.
    ///
    /// @param head field names and values
    void ask(String method, String path, String body, OutputStream out, String... head)
            throws IOException, InterruptedException {
        var port = home.resolve("port");
        if (Files.notExists(port)) {
            throw new IOException("another process uses " + home + " and does not listen. End it, or wait until it"
                    + " does");
        }
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + Files.readString(port).strip()
                + "/tollgate/v1/" + path)).header("Authorization", "Bearer " + adminKey())
                .method(method, body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (head.length > 0) {
            request.headers(head);
        }
        try (var client = HttpClient.newHttpClient()) {
            var reply = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var answer = reply.body()) {
                if (reply.statusCode() / 100 == 2) {
                    answer.transferTo(out);
                } else {
                    var said = message(answer.readAllBytes());
                    if (reply.statusCode() / 100 == 5) {
                        throw new IOException(said);
                    }
                    throw new ExportAsk.Wrong("The running Tollgate says: " + said);
                }
            }
        } catch (ConnectException silent) {
            throw new IOException("another process uses " + home + " and does not answer on port "
                    + Files.readString(port).strip() + ". End it, or wait until it listens", silent);
        }
    }

    /// What it answers, as JSON.
    JsonNode json(String method, String path, String body, String... head) throws IOException, InterruptedException {
        var out = new ByteArrayOutputStream();
        ask(method, path, body, out, head);
        try {
            return JsonMapper.shared().readTree(out.toByteArray());
        } catch (JacksonException otherServer) {
            throw new IOException("another program answers on the port noted in " + home, otherServer);
        }
    }

    /// The words of an error in OpenAI's shape.
    private static String message(byte[] error) {
        try {
            return JsonMapper.shared().readTree(error).path("error").path("message").asString("it cannot do this");
        } catch (JacksonException otherServer) {
            return "something that is no answer of Tollgate's; is another program on its port?";
        }
    }

    private String adminKey() throws IOException {
        String given = System.getenv("TOLLGATE_ADMIN_KEY");
        if (given != null) {
            return given;
        }
        var kept = home.resolve("admin.key");
        if (Files.notExists(kept)) {
            throw new ExportAsk.Wrong("A running Tollgate has " + home + " open, and its admin key is not in " + kept
                    + " but was given to it. Set TOLLGATE_ADMIN_KEY to the same key and try again.");
        }
        return Files.readString(kept).strip();
    }

    /// Where its days begin.
    ZoneId billingZone() throws IOException, InterruptedException {
        var config = new ByteArrayOutputStream();
        get("config", config);
        var zone = ZONE.matcher(config.toString(StandardCharsets.UTF_8));
        try {
            return zone.find() ? ZoneId.of(zone.group(1)) : ZoneId.systemDefault();
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }
}
