package dev.tollgate.console;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.Opening;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `tollgate explain ROUTE`: whom a call would reach, who is left out, and why; sends nothing. Exit 0 where a target would
/// take it, 1 where it would be refused, 2 for a wrong command line. On a home in use the running process answers, with the
/// health and the limits of this moment.
@Command(name = "explain", mixinStandardHelpOptions = true, description = "Says whom a call along a route would reach, and why. Sends nothing.")
final class ExplainCommand implements Callable<Integer> {
    private static final int IN_USE = 3;
    private static final JsonMapper JSON = JsonMapper.shared();

    @Option(names = "--home", paramLabel = "DIR", description = "The home; without it the usual one.")
    @Nullable
    Path home;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file that is the source of truth.")
    @Nullable
    Path config;

    @Option(names = "--key", paramLabel = "NAME", description = "As a call under this key; without it one without any rule.")
    @Nullable
    String key;

    @Option(names = {"-H",
            "--header"}, paramLabel = "NAME=VALUE", description = "As a caller with this field, x-tollgate-customer=acme for example; may be repeated.")
    Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--body", paramLabel = "FILE", description = "The request's body as JSON; without it a call of that size is made up.")
    @Nullable
    Path body;

    @Option(names = "--path", paramLabel = "PATH", description = "Where the body is sent; /v1/chat/completions without it.")
    @Nullable
    String path;

    @Option(names = "--input", paramLabel = "TOKENS", description = "Tokens in; 1000 without it.")
    @Nullable
    Long input;

    @Option(names = "--output", paramLabel = "TOKENS", description = "Tokens it will write; 500 without it.")
    @Nullable
    Long output;

    @Option(names = "--tools", description = "As a call with tools.")
    boolean tools;

    @Option(names = "--json", description = "Prints the answer of POST routes/ROUTE/explain.")
    boolean json;

    @Parameters(paramLabel = "ROUTE", description = "Its name in the configuration.")
    String route = "";

    @Override
    public Integer call() throws InterruptedException {
        try {
            var launch = new Launch(Optional.ofNullable(home), Optional.ofNullable(config), OptionalInt.of(0), true,
                    false);
            return run(launch, question().toString());
        } catch (ExportAsk.Wrong | IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return Commands.BAD_CONFIG;
        } catch (IOException fault) {
            System.err.println("Nothing could be explained: " + fault.getMessage());
            return 1;
        }
    }

    private ObjectNode question() throws IOException {
        var question = JSON.createObjectNode();
        Optional.ofNullable(key).ifPresent(name -> question.put("key", name));
        Optional.ofNullable(path).ifPresent(at -> question.put("path", at));
        Optional.ofNullable(input).ifPresent(tokens -> question.put("input", tokens));
        Optional.ofNullable(output).ifPresent(tokens -> question.put("output", tokens));
        if (tools) {
            question.put("tools", true);
        }
        if (!headers.isEmpty()) {
            var fields = question.putObject("headers");
            headers.forEach(fields::put);
        }
        var file = body;
        if (file != null) {
            question.set("body", read(file));
        }
        return question;
    }

    private static JsonNode read(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new ExportAsk.Wrong("There is no file " + file + ".");
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException wrong) {
            throw new ExportAsk.Wrong(file + " is no JSON.");
        }
    }

    private int run(Launch launch, String question) throws IOException, InterruptedException {
        return switch (Gateway.open(launch.options())) {
            case Opening.Ready(var gateway) -> {
                try (gateway) {
                    yield print(gateway.explaining().json(route, question));
                }
            }
            case Opening.Refused(var _, var exitCode) when exitCode == IN_USE -> there(launch, question);
            case Opening.Refused(var message, var exitCode) -> {
                System.err.println(message);
                yield exitCode;
            }
        };
    }

    private int there(Launch launch, String question) throws IOException, InterruptedException {
        if (launch.config().isPresent()) {
            System.err.println("The home is in use: the running Tollgate explains, with its own configuration.");
        }
        return print(new RunningHome(launch.homeFolder()).post(
                "routes/" + URLEncoder.encode(route, StandardCharsets.UTF_8).replace("+", "%20") + "/explain",
                question));
    }

    private int print(String answer) {
        var told = JSON.readTree(answer);
        if (json) {
            System.out.println(answer);
        } else {
            ExplainText.lines(told).forEach(System.out::println);
        }
        return told.path("refusal").isNull() && told.path("barred").isNull() ? 0 : 1;
    }
}
