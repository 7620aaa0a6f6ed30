package dev.tollgate.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
    void get(String path, OutputStream out) throws IOException, InterruptedException {
        send(path, HttpRequest.newBuilder(), out);
    }

    /// Posts JSON; answers what came.
    ///
    /// @throws ExportAsk.Wrong where it refuses, with its words
    String post(String path, String json) throws IOException, InterruptedException {
        var out = new ByteArrayOutputStream();
        send(path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(json)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void send(String path, HttpRequest.Builder asked, OutputStream out)
            throws IOException, InterruptedException {
        var port = home.resolve("port");
        if (Files.notExists(port)) {
            throw new IOException("another process uses " + home + " and does not listen. End it, or wait until it"
                    + " does");
        }
        var request = asked.uri(URI.create("http://127.0.0.1:" + Files.readString(port).strip() + "/tollgate/v1/"
                + path)).header("Authorization", "Bearer " + adminKey()).build();
        try (var client = HttpClient.newHttpClient()) {
            var reply = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = reply.body()) {
                if (reply.statusCode() / 100 == 2) {
                    body.transferTo(out);
                } else {
                    throw new ExportAsk.Wrong("The running Tollgate says: " + message(body.readAllBytes()));
                }
            }
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
        return given == null ? Files.readString(home.resolve("admin.key")).strip() : given;
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
