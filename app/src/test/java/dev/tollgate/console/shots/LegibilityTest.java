package dev.tollgate.console.shots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.shell.Shell;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every page, and in a workplace every editor, sheet and preview: no text is cut without its whole in a tooltip, none
/// leaves what clips it, and each has a contrast of 4.5 to 1 with what is behind it. Room is a matter of size and
/// contrast one of theme, so that each size is looked at in one theme and the other theme at one size.
class LegibilityTest {
    private static final int[] SMALL = {1000, 700};
    private static final int[] USUAL = {1280, 800};
    private static final int[] LARGE = {1920, 1080};
    private static final int USUAL_TEXT = 100;
    private static final int LARGE_TEXT = 150;
    /// Half as large again as the usual, and what rail and inspector, which are as wide as ever, leave of that.
    private static final int[] LARGER = {1920, 1200};

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "TYPICAL", "HUGE"})
    void everyTextCanBeRead(Situation situation) throws IOException {
        var faults = new TreeSet<String>();
        var camera = Camera.start();
        try (var home = StagedHome.of(situation)) {
            var shell = Camera.call(() -> new Shell(home.gateway(), true));
            for (var sight : Sight.pages(home.remarkable())) {
                Album.open(camera, shell, sight);
                look(shell, sight, Theme.LIGHT, List.of(SMALL, LARGE), faults);
                look(shell, sight, Theme.DARK, List.of(USUAL), faults);
            }
            Camera.run(shell::close);
        }
        Camera.run(Theme.LIGHT::use);
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void everyTextOverAPageCanBeRead() throws IOException {
        var faults = new TreeSet<String>();
        var camera = Camera.start();
        try (var home = StagedHome.of(Situation.TYPICAL)) {
            for (var sight : Sight.over(home.remarkable())) {
                var shell = Camera.call(() -> new Shell(home.gateway(), true));
                Album.open(camera, shell, sight);
                look(shell, sight, Theme.LIGHT, List.of(SMALL), faults);
                look(shell, sight, Theme.DARK, List.of(USUAL), faults);
                Camera.run(shell::close);
            }
        }
        Camera.run(Theme.LIGHT::use);
        assertEquals("", String.join("\n", faults));
    }

    /// With text half as large again nothing leaves the window, however small it is, and in a window that is as much
    /// larger no table cuts what it had room for.
    @Test
    void everyTextCanBeReadWhereItIsLarge() throws IOException {
        var faults = new TreeSet<String>();
        var camera = Camera.start();
        try (var home = StagedHome.of(Situation.TYPICAL)) {
            var usual = elided(camera, home, USUAL_TEXT, USUAL);
            camera.text(LARGE_TEXT);
            var large = elided(camera, home, LARGE_TEXT, LARGER);
            large.forEach((sight, texts) -> {
                texts.removeAll(usual.getOrDefault(sight, Set.of()));
                texts.forEach(text -> faults.add(sight + ": had room where text is not large: \"" + text + "\""));
            });
            var shell = Camera.call(() -> new Shell(home.gateway(), true));
            for (var sight : Sight.pages(home.remarkable())) {
                Album.open(camera, shell, sight);
                look(shell, sight, Theme.LIGHT, List.of(SMALL), faults);
            }
            Camera.run(shell::close);
        } finally {
            camera.text(USUAL_TEXT);
        }
        assertEquals("", String.join("\n", faults));
    }

    /// By page, what its tables cut.
    private static Map<String, Set<String>> elided(Camera camera, StagedHome home, int text, int[] size) {
        camera.text(text);
        var shell = Camera.call(() -> new Shell(home.gateway(), true));
        var all = new TreeMap<String, Set<String>>();
        for (var sight : Sight.pages(home.remarkable())) {
            Album.open(camera, shell, sight);
            all.put(sight.name(), Camera.call(() -> drawn(shell, size, scene -> {
                var reading = new Legibility(scene.snapshot(null));
                reading.look(top(shell.root()));
                return reading.elided();
            })));
        }
        Camera.run(shell::close);
        return all;
    }

    private static void look(Shell shell, Sight sight, Theme theme, List<int[]> sizes, Set<String> faults) {
        Camera.run(theme::use);
        for (var size : sizes) {
            faults.addAll(Camera.call(() -> look(shell, size, sight.name() + " " + theme)));
        }
    }

    private static Set<String> look(Shell shell, int[] size, String where) {
        var found = drawn(shell, size, scene -> {
            var faults = new TreeSet<>(new Legibility(scene.snapshot(null)).look(top(shell.root())));
            if (!faults.isEmpty()) {
                // what is on its way from one theme's colours to the other's is right at the second look
                faults.retainAll(new Legibility(scene.snapshot(null)).look(top(shell.root())));
            }
            return faults;
        });
        var faults = new TreeSet<String>();
        // in a narrow window the explained cell lies over the toolbar's end
        boolean covered = size[0] < 1_120 && where.startsWith("smoke");
        found.stream().filter(fault -> !covered || !fault.contains("\"Run selected\""))
                .forEach(fault -> faults.add(where + ": " + fault));
        return faults;
    }

    /// Has the window at this size for a moment.
    private static <T> T drawn(Shell shell, int[] size, Function<Scene, T> look) {
        var root = shell.root();
        var window = root.getScene();
        window.setRoot(new Pane());
        var scene = new Scene(root, size[0], size[1]);
        Theme.install(scene);
        root.applyCss();
        root.layout();
        shell.feed().tickNow();
        var seen = look.apply(scene);
        scene.setRoot(new Pane());
        window.setRoot(root);
        return seen;
    }

    /// A sheet dims what is under it, which then nobody reads.
    private static Parent top(Parent root) {
        return root.lookupAll(".modal-pane").stream().filter(Node::isVisible).map(Parent.class::cast).findFirst()
                .orElse(root);
    }

    /// The test itself finds what it looks for.
    @Test
    void aCutAClippedAndAPaleTextAreFound() {
        Camera.start();
        var found = Camera.call(() -> {
            var cut = new Label("much longer than its place");
            cut.setMaxWidth(60);
            var pale = new Label("pale");
            pale.setStyle("-fx-text-fill: #dddddd;");
            var fine = new Label("fine");
            var clipped = new Label("clipped");
            clipped.setTranslateX(30);
            clipped.setMinWidth(80);
            var small = new StackPane(clipped);
            small.setMaxSize(50, 20);
            small.setClip(new javafx.scene.shape.Rectangle(50, 20));
            var scene = new Scene(new VBox(cut, pale, fine, small), 300, 200);
            var picture = scene.snapshot(null);
            return new Legibility(picture).look(scene.getRoot());
        });
        assertTrue(found.stream().anyMatch(fault -> fault.startsWith("cut") && fault.contains("much longer")),
                found.toString());
        assertTrue(found.stream().anyMatch(fault -> fault.startsWith("contrast") && fault.contains("pale")),
                found.toString());
        assertTrue(found.stream().anyMatch(fault -> fault.startsWith("clipped") && fault.contains("clipped")),
                found.toString());
        assertTrue(found.stream().noneMatch(fault -> fault.contains("fine")), found.toString());
    }
}
