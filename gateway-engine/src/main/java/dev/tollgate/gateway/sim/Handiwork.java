package dev.tollgate.gateway.sim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the model of a coding agent does, simulated: asked for a file, it writes one with whichever tool the agent has
/// for it, and says so when the tool has run. Pure.
///
/// @param tool the function to call
/// @param arguments as JSON
record Handiwork(String tool, String arguments) {
    private static final List<Pattern> WRITERS = List.of(
            Pattern.compile("(?i)(write|write_?file|create_?(new_)?file|file_?write)"),
            Pattern.compile("(?i)apply_?patch"),
            Pattern.compile("(?i)(shell|bash|exec_command|run_shell_command|shell_command|run_terminal_command)"));
    private static final Pattern FILE = Pattern.compile("([\\w./-]*\\w\\.(txt|md|py|js|ts|json|html|java|csv))\\b");
    private static final Pattern FOLDER = Pattern.compile(
            "(?i)(?:working directory|working in the directory|current directory|cwd)\\s*[:>]?\\s*(/[^\\s<>\"'`,)]+)");
    private static final String CONTENT = "Written by a simulated model.";

    /// Empty where nothing is to be written, or no tool can.
    static Optional<Handiwork> of(SimRequest request) {
        var file = file(request);
        if (file.isEmpty() || isDone(request)) {
            return Optional.empty();
        }
        for (var pattern : WRITERS) {
            for (var tool : request.body().path("tools")) {
                var function = tool.path("function");
                if (pattern.matcher(function.path("name").asString("")).matches()) {
                    return Optional.of(new Handiwork(function.path("name").asString(""),
                            arguments(function, file.get(), request).toString()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isDone(SimRequest request) {
        for (var message : request.body().path("messages")) {
            if (message.path("role").asString("").equals("tool")) {
                return true;
            }
        }
        return false;
    }

    /// The last file that any of the user's words name.
    private static Optional<String> file(SimRequest request) {
        Optional<String> found = Optional.empty();
        for (var message : request.body().path("messages")) {
            if (message.path("role").asString("").equals("user")) {
                var names = FILE.matcher(SimRequest.text(message.path("content")));
                while (names.find()) {
                    found = Optional.of(names.group(1));
                }
            }
        }
        return found;
    }

    private static JsonNode arguments(JsonNode function, String file, SimRequest request) {
        var arguments = SimRequest.JSON.createObjectNode();
        var parameters = function.path("parameters");
        parameters.path("properties").properties().forEach(field -> fill(arguments, field.getKey(), field.getValue(),
                file, request));
        for (var name : parameters.path("required")) {
            if (!arguments.has(name.asString())) {
                missing(arguments, name.asString(), parameters.path("properties").path(name.asString()));
            }
        }
        return arguments;
    }

    private static void fill(ObjectNode into, String name, JsonNode schema, String file, SimRequest request) {
        var command = "printf '%s\\n' '" + CONTENT + "' > " + file;
        switch (name.toLowerCase(Locale.ROOT)) {
            case "path", "file_path", "filepath", "absolute_path", "file", "filename" ->
                into.put(name, absolute(file, request));
            case "content", "contents", "text", "file_text" -> into.put(name, CONTENT + "\n");
            case "input", "patch" -> into.put(name, "*** Begin Patch\n*** Add File: " + file + "\n+" + CONTENT
                    + "\n*** End Patch\n");
            case "cmd" -> into.put(name, command);
            case "command" -> {
                if (schema.path("type").asString("").equals("array")) {
                    into.putArray(name).add("bash").add("-lc").add(command);
                } else {
                    into.put(name, command);
                }
            }
            default -> {
                // what the tool does not need to write a file
            }
        }
    }

    private static void missing(ObjectNode into, String name, JsonNode schema) {
        switch (schema.path("type").asString("string")) {
            case "boolean" -> into.put(name, false);
            case "integer", "number" -> into.put(name, 1);
            case "array" -> into.putArray(name);
            case "object" -> into.putObject(name);
            default -> into.put(name, schema.path("enum").path(0).asString("simulated"));
        }
    }

    /// Most agents want absolute paths and say where they are.
    private static String absolute(String file, SimRequest request) {
        if (file.startsWith("/")) {
            return file;
        }
        for (var message : request.body().path("messages")) {
            var folder = FOLDER.matcher(SimRequest.text(message.path("content")));
            if (folder.find()) {
                return folder.group(1).replaceAll("[/.]+$", "") + "/" + file;
            }
        }
        return file;
    }
}
