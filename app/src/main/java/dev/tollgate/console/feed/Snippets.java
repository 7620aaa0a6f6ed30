package dev.tollgate.console.feed;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What to paste so that a client calls Tollgate. The whole text is for the clipboard only; the masked one may be
/// shown.
public final class Snippets {
    /// Stands in for a secret that is not known any more.
    public static final String VARIABLE = "TOLLGATE_KEY";

    private static final int SHOWN = 4;

    private Snippets() {}

    /// One client's text.
    ///
    /// @param text whole, with the secret where it is known
    /// @param maskedText the same without it
    public record Snippet(String name, String text, String maskedText) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// How a key reads in one language: quoted, or the variable.
    private record Key(String shell, String python, String node, String java, String go, String plain) {
        static Key of(String secret) {
            var quoted = "\"" + secret + "\"";
            return new Key(secret, quoted, quoted, quoted, quoted, secret);
        }

        static Key variable() {
            return new Key("$" + VARIABLE, "os.environ[\"" + VARIABLE + "\"]", "process.env." + VARIABLE,
                    "System.getenv(\"" + VARIABLE + "\")", "os.Getenv(\"" + VARIABLE + "\")", "$" + VARIABLE);
        }
    }

    /// In the order of the tabs.
    ///
    /// @param baseUrl what apps set, ending in `/v1`
    /// @param secret of the key just made; empty: snippets name [#VARIABLE]
    /// @param model a name the gateway resolves
    public static List<Snippet> of(String baseUrl, Optional<String> secret, String model) {
        return of(baseUrl, secret, model, System.getProperty("os.name", "").startsWith("Linux"));
    }

    static List<Snippet> of(String baseUrl, Optional<String> secret, String model, boolean linux) {
        var whole = secret.map(Key::of).orElseGet(Key::variable);
        var masked = secret.map(Snippets::masked).map(Key::of).orElse(whole);
        return List.of(
                snippet("cURL", key -> curl(baseUrl, key, model), whole, masked),
                snippet("Python", key -> python(baseUrl, key, model), whole, masked),
                snippet("Node", key -> node(baseUrl, key, model), whole, masked),
                snippet("Java", key -> java(baseUrl, key, model), whole, masked),
                snippet("Go", key -> go(baseUrl, key, model), whole, masked),
                snippet("env", key -> env(baseUrl, key, model), whole, masked),
                snippet("Docker", key -> docker(baseUrl, key, model, linux), whole, masked));
    }

    /// All that may be shown of a key: how it begins, and its last four.
    public static String masked(String secret) {
        if (secret.length() <= 2 * SHOWN) {
            return "····";
        }
        return (secret.startsWith("tg-") ? "tg-" : "") + "····" + secret.substring(secret.length() - SHOWN);
    }

    private interface Form extends Function<Key, String> {}

    private static Snippet snippet(String name, Form form, Key whole, Key masked) {
        return new Snippet(name, form.apply(whole).strip(), form.apply(masked).strip());
    }

    private static String curl(String url, Key key, String model) {
        return """
                curl %s/chat/completions \\
                  -H "Authorization: Bearer %s" -H "Content-Type: application/json" \\
                  -d '{"model":"%s","messages":[{"role":"user","content":"Hello"}]}'
                """.formatted(url, key.shell(), model);
    }

    private static String python(String url, Key key, String model) {
        return """
                # pip install openai
                %sfrom openai import OpenAI
                client = OpenAI(base_url="%s", api_key=%s)
                r = client.chat.completions.create(model="%s", messages=[{"role": "user", "content": "Hello"}])
                print(r.choices[0].message.content)
                """.formatted(key.python().startsWith("os.") ? "import os\n" : "", url, key.python(), model);
    }

    private static String node(String url, Key key, String model) {
        return """
                // npm install openai, then save as hello.mjs
                import OpenAI from "openai";
                const client = new OpenAI({ baseURL: "%s", apiKey: %s });
                const r = await client.chat.completions.create({
                  model: "%s", messages: [{ role: "user", content: "Hello" }] });
                console.log(r.choices[0].message.content);
                """.formatted(url, key.node(), model);
    }

    /// Whole, because imports are what is looked up otherwise.
    private static String java(String url, Key key, String model) {
        return """
                // Hello.java, with com.openai:openai-java
                import com.openai.client.okhttp.OpenAIOkHttpClient;
                import com.openai.models.chat.completions.ChatCompletionCreateParams;

                class Hello {
                    public static void main(String[] args) {
                        var client = OpenAIOkHttpClient.builder().baseUrl("%s").apiKey(%s).build();
                        var r = client.chat().completions().create(
                            ChatCompletionCreateParams.builder().model("%s").addUserMessage("Hello").build());
                        System.out.println(r.choices().get(0).message().content().orElse(""));
                    }
                }
                """.formatted(url, key.java(), model);
    }

    private static String go(String url, Key key, String model) {
        return """
                // go get github.com/openai/openai-go/v3
                package main

                import (
                    "context"
                    "fmt"
                %s    "github.com/openai/openai-go/v3"
                    "github.com/openai/openai-go/v3/option"
                )

                func main() {
                    client := openai.NewClient(option.WithBaseURL("%s"), option.WithAPIKey(%s))
                    r, err := client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{
                        Model: "%s", Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("Hello")}})
                    if err != nil {
                        panic(err)
                    }
                    fmt.Println(r.Choices[0].Message.Content)
                }
                """.formatted(key.go().startsWith("os.") ? "    \"os\"\n" : "", url, key.go(), model);
    }

    private static String env(String url, Key key, String model) {
        return """
                export OPENAI_BASE_URL="%s"
                export OPENAI_API_KEY="%s"
                export OPENAI_MODEL="%s"
                """.formatted(url, key.plain(), model);
    }

    /// Tollgate listens on the loopback address: on Linux a container reaches that in the network of its host only,
    /// elsewhere under a name that the engine forwards.
    private static String docker(String url, Key key, String model, boolean linux) {
        var fromInside = linux
                ? url
                : url.replace("127.0.0.1", "host.docker.internal").replace("localhost", "host.docker.internal");
        return """
                docker run %s\\
                  -e OPENAI_BASE_URL="%s" -e OPENAI_MODEL="%s" \\
                  -e OPENAI_API_KEY="%s" YOUR_IMAGE
                """.formatted(linux ? "--network=host " : "", fromInside, model, key.plain());
    }
}
