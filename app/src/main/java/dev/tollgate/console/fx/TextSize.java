package dev.tollgate.console.fx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/// How large text is against the stylesheets' own sizes, and with it all that is as wide or as high as its text:
/// columns, rows, fonts of canvases. A window has the size that was in use when it was made; JavaFX thread only.
///
/// Pages reckon in *points of text*: at 150 percent a table of 900 pixels has 600 of them, and is laid out as one of
/// 600 pixels is at 100. Their constants hold at every size that way.
public final class TextSize {
    private static final int USUAL = 100;
    private static final Pattern SIZE = Pattern.compile("(-fx-font-size:\\s*)(\\d+(?:\\.\\d+)?)px");

    private static int percent = USUAL;

    private TextSize() {}

    /// For windows made from now on.
    ///
    /// @param size in percent, from 100 to 200
    public static void use(int size) {
        percent = size;
    }

    /// The pixels of so many points of text.
    public static double pixels(double points) {
        return points * percent / USUAL;
    }

    /// The points of text that have room in so many pixels.
    public static double points(double pixels) {
        return pixels * USUAL / percent;
    }

    /// The height of a row of a list that has so many points, in whole pixels.
    public static double row(double points) {
        return Math.ceil(pixels(points));
    }

    /// The stylesheet that stands beside a class, with text of this size.
    public static String sheet(Class<?> owner, String file) {
        var url = Objects.requireNonNull(owner.getResource(file), file).toExternalForm();
        return percent == USUAL ? url : enlarged(url);
    }

    private static String enlarged(String url) {
        try (var in = URI.create(url).toURL().openStream()) {
            var text = SIZE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).replaceAll(size -> size
                    .group(1) + String.format(Locale.ROOT, "%.2fpx", pixels(Double.parseDouble(size.group(2)))));
            return "data:text/css;base64," + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException("the stylesheet " + url + " cannot be read", fault);
        }
    }
}
