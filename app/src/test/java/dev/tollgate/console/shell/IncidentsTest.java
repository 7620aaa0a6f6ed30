package dev.tollgate.console.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.TimeChart;
import dev.tollgate.console.demo.Demo;
import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The demo's two buttons, watched as an operator would: what they cause is seen on Live within 3 seconds.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class IncidentsTest {
    private static final Duration SEEN = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AGENT = "agent-dev";
    private static final Pattern AGENT_RUNS = Pattern.compile(AGENT + ", (\\d{3}k|\\d.*M) tokens a minute");

    private final Time time = Time.system();
    private final Path home = folder();
    private final Gateway gateway = opened(home);
    private DemoTraffic traffic;
    private Shell shell;
    private Scene scene;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("tollgate-incidents");
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static Gateway opened(Path home) {
        return switch (Demo.at(Optional.of(home), OptionalInt.of(0)).open()) {
            case Opening.Ready(var gateway) -> gateway;
            case Opening.Refused(var message, var _) -> throw new IllegalStateException(message);
        };
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        gateway.start();
        var demo = Demo.at(Optional.of(home), OptionalInt.of(0));
        traffic = demo.traffic(gateway);
        shell = new Shell(gateway, true);
        shell.demo(traffic, () -> {});
        scene = new Scene(shell.root(), 980, 700);
        Theme.install(scene);
        stage.setScene(scene);
        stage.show();
        shell.start(Places.Name.LIVE);
    }

    @AfterEach
    void close() throws IOException {
        WaitForAsyncUtils.waitForAsyncFx(60_000, shell::close);
        traffic.close();
        gateway.close(Duration.ZERO);
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void aRunawayAgentIsPlainToSeeWithinThreeSeconds(FxRobot robot) throws IOException {
        await(PATIENCE, () -> rate("web") > 0 && rate("support") > 0);
        double calm = onFx(() -> chart().data().series().stream().mapToDouble(one -> one.values().max()).max()
                .orElse(0));
        picture("runaway-before");
        long pressed = press(robot, "#demo-runaway");
        var curve = seen(pressed, () -> rate(AGENT) > 2 * calm);
        var row = seen(pressed, () -> shown(TableRow.class, one -> one.getAccessibleText() != null
                && AGENT_RUNS.matcher(one.getAccessibleText()).matches()));
        picture("runaway-after");
        System.out.printf("runaway: curve twice the highest before after %d ms, its row above 100k after %d ms%n",
                curve.toMillis(), row.toMillis());
        for (var took : List.of(curve, row)) {
            assertTrue(took.compareTo(SEEN) <= 0, "after " + took);
        }
    }

    @Test
    void aProviderThatIsDownShowsInTilesRowsAndCurves(FxRobot robot) throws IOException {
        robot.interact(() -> by().setValue(Dimension.PROVIDER));
        await(PATIENCE, () -> rate("simulated") > 0);
        long pressed = press(robot, "#demo-down");
        var share = seen(pressed, () -> text(t -> t.startsWith("fallback ") && !t.endsWith(" 0%")));
        var curve = seen(pressed, () -> rate("backup-sim") > 0);
        var rests = seen(pressed, () -> text(t -> t.startsWith("simulated, ")));
        picture("down-live");
        robot.interact(() -> shell.open(Places.Name.REQUESTS, shell.view()));
        var rows = seen(pressed, () -> shown(TableRow.class, IncidentsTest::fellBack));
        picture("down-requests");
        System.out.printf("provider down: fallback share after %d ms, its curve after %d ms, resting after %d ms,"
                + " rows after %d ms%n", share.toMillis(), curve.toMillis(), rests.toMillis(), rows.toMillis());
        robot.interact(() -> shell.open(Places.Name.LIVE, shell.view()));
        press(robot, "#demo-down");
        await(PATIENCE, () -> onFx(() -> !text(t -> t.startsWith("simulated, "))));
    }

    /// A painted row has no labels: it says itself what it shows.
    private static boolean fellBack(TableRow<?> row) {
        return Objects.toString(row.queryAccessibleAttribute(AccessibleAttribute.TEXT), "").contains("fell back");
    }

    private long press(FxRobot robot, String id) {
        long at = time.nanos();
        robot.interact(() -> robot.lookup(id).queryButton().fire());
        return at;
    }

    /// How long after the press it was seen.
    private Duration seen(long pressed, BooleanSupplier condition) {
        await(PATIENCE, () -> onFx(condition::getAsBoolean));
        return Duration.ofNanos(time.nanos() - pressed);
    }

    private void await(Duration patience, BooleanSupplier condition) {
        long until = time.nanos() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(time.nanos() < until, "did not happen within " + patience);
            time.sleep(Duration.ofMillis(20));
        }
    }

    private static <T> T onFx(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, question);
    }

    private TimeChart chart() {
        return find(scene.getRoot(), TimeChart.class, _ -> true).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Dimension> by() {
        return find(scene.getRoot(), ComboBox.class, box -> "Chart by".equals(box.getAccessibleText())).orElseThrow();
    }

    private double rate(String name) {
        return onFx(() -> chart().data().series().stream().filter(one -> one.name().equals(name))
                .map(ChartData.Series::values).mapToDouble(values -> Math.max(0, values.last())).findFirst()
                .orElse(0));
    }

    private boolean text(Predicate<String> wanted) {
        return shown(Labeled.class, one -> one.getText() != null && wanted.test(one.getText()));
    }

    private <N extends Node> boolean shown(Class<N> type, Predicate<N> wanted) {
        return find(scene.getRoot(), type, wanted).isPresent();
    }

    private static <N extends Node> Optional<N> find(Node at, Class<N> type, Predicate<? super N> wanted) {
        if (!at.isVisible()) {
            return Optional.empty();
        }
        if (type.isInstance(at) && wanted.test(type.cast(at))) {
            return Optional.of(type.cast(at));
        }
        return at instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().map(each -> find(each, type, wanted))
                        .flatMap(Optional::stream).findFirst()
                : Optional.empty();
    }

    private void picture(String name) throws IOException {
        var image = onFx(() -> scene.snapshot(null));
        var file = new File("target/screens/" + name + ".png");
        Files.createDirectories(Path.of("target/screens"));
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
    }
}
