package dev.tollgate.console.shots;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Our stylesheets with larger text, as for somebody who sets it so: what then no longer fits shows in the picture.
final class Enlarged {
    private static final Pattern SIZE = Pattern.compile("(-fx-font-size:\\s*)(\\d+(?:\\.\\d+)?)px");

    private Enlarged() {}

    /// The same sheets with text of this many percent.
    static List<String> sheets(List<String> urls, int percent) {
        return urls.stream().map(url -> sheet(url, percent)).toList();
    }

    private static String sheet(String url, int percent) {
        try (var in = URI.create(url).toURL().openStream()) {
            var text = SIZE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll(size -> size.group(1) + px(Double.parseDouble(size.group(2)) * percent / 100));
            return "data:text/css;base64," + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException("the stylesheet " + url + " cannot be read", fault);
        }
    }

    static String px(double size) {
        return String.format(Locale.ROOT, "%.2fpx", size);
    }
}
