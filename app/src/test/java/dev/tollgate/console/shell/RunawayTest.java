package dev.tollgate.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.demo.Demo;
import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.alarm.AlarmState;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.event.LiveSeries;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import dev.tollgate.gateway.time.Time;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The demo's runaway agent: its alarm is on screen within three seconds of crossing the limit, one click pauses the
/// guilty key, the others go on, undo brings it back.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RunawayTest {
    private static final Duration ON_SCREEN = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Subject GUILTY = Subject.key("agent-dev");

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
            return Files.createTempDirectory("tollgate-runaway");
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
        Theme.DARK.use();
        gateway.start();
        traffic = Demo.at(Optional.of(home), OptionalInt.of(0)).traffic(gateway);
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
    void theRunawayIsSeenPausedWithOneClickAndBroughtBack(FxRobot robot) throws Exception {
        await(() -> tokens("web") > 0 && tokens("support") > 0);
        assertEquals(Optional.empty(), velocity(), "the demo is calm before");
        robot.interact(() -> robot.lookup("#demo-runaway").queryButton().fire());
        var counted = new TreeMap<Long, Long>();
        await(() -> {
            counted.put(time.nanos(), tokens("agent-dev"));
            return bannerSays("agent-dev");
        });
        long shown = time.nanos();
        var alarm = velocity().orElseThrow();
        assertEquals(GUILTY, alarm.subject());
        long crossed = counted.entrySet().stream().filter(each -> each.getValue() >= alarm.limit()).findFirst()
                .map(Map.Entry::getKey).orElse(shown);
        System.out.printf("runaway: on screen %d ms after it crossed %,d tokens a minute%n",
                (shown - crossed) / 1_000_000, alarm.limit());
        assertTrue(shown - crossed <= ON_SCREEN.toNanos(), "after " + Duration.ofNanos(shown - crossed));
        picture("runaway-banner");
        alarmsPage(robot, alarm);
        robot.interact(() -> shell.open(Places.Name.LIVE, shell.view()));
        robot.interact(() -> robot.lookup("#alarm-pause").queryButton().fire());
        await(() -> paused());
        assertEquals(403, call("agent-dev"));
        assertEquals(200, call("web"));
        await(() -> shown("#demo-saved") && says("#demo-saved", "agent-dev burned ≈$")
                && says("#demo-saved", " saved. Unattended"));
        picture("runaway-paused");
        robot.interact(() -> traffic.runaway(false));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> !paused());
        assertEquals(200, call("agent-dev"));
        await(() -> !shown("#demo-saved"));
    }

    private boolean says(String id, String words) {
        return onFx(() -> scene.getRoot().lookupAll(id + " .label").stream()
                .anyMatch(each -> each instanceof Label label && label.getText().contains(words)));
    }

    /// The page shows the same alarm with its stop control; acknowledged, it leaves the rail's badge.
    private void alarmsPage(FxRobot robot, AlarmView alarm) throws IOException {
        robot.interact(() -> shell.open(Places.Name.ALARMS, shell.view()));
        await(() -> shown("#pause-" + alarm.id()));
        await(() -> onFx(() -> robot.lookup((Label label) -> label.isVisible() && "who burns".equals(label.getText()))
                .tryQuery().isPresent()));
        picture("runaway-alarms");
        robot.interact(() -> robot.lookup("#ack-" + alarm.id()).queryButton().fire());
        await(() -> state(alarm) == AlarmState.ACKNOWLEDGED && !shown("#ack-" + alarm.id()));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> state(alarm) == AlarmState.ACTIVE);
    }

    private AlarmState state(AlarmView alarm) {
        return gateway.alarms().find(alarm.id()).map(AlarmView::state).orElse(AlarmState.ENDED);
    }

    @Test
    void aRuleIsMadeOnScreenAndSaysBeforeHowOftenItWouldHaveFired(FxRobot robot) throws Exception {
        robot.interact(() -> shell.open(Places.Name.ALARMS, shell.view()));
        robot.interact(() -> robot.lookup("#add-rule").queryButton().fire());
        await(() -> onFx(() -> robot.lookup("#would-have-fired").<Label>tryQuery()
                .filter(label -> label.getText().startsWith("Once everything")).isPresent()));
        robot.interact(() -> robot.lookup((javafx.scene.control.TextField field) -> "Name".equals(
                field.getAccessibleText())).<javafx.scene.control.TextField>query().setText("night watch"));
        await(() -> onFx(() -> robot.lookup("#would-have-fired").<Label>tryQuery()
                .filter(label -> label.getText().startsWith("It would")).isPresent()));
        picture("alarm-rules");
        robot.interact(() -> robot.lookup((Button button) -> "Create".equals(button.getText())).queryButton().fire());
        await(() -> gateway.config().alarming().rules().stream().anyMatch(rule -> rule.name().equals("night watch")));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> gateway.config().alarming().rules().stream()
                .noneMatch(rule -> rule.name().equals("night watch")));
    }

    private Optional<AlarmView> velocity() {
        return gateway.alarms().open().stream().filter(each -> each.kind() == Kind.TOKEN_VELOCITY).findFirst();
    }

    private long tokens(String key) {
        return gateway.counts().view(Dimension.KEY).series().stream().filter(one -> one.name().equals(key))
                .mapToLong((LiveSeries one) -> one.tokensOver(60)).sum();
    }

    private boolean bannerSays(String name) {
        return onFx(() -> isShown(scene.getRoot().lookup("#alarm-banner"))
                && scene.getRoot().lookupAll("#alarm-banner .label").stream()
                        .anyMatch(each -> each instanceof Label label
                                && label.getText() != null && label.getText().contains(name)));
    }

    private static boolean isShown(@Nullable Node node) {
        return node != null && node.isVisible();
    }

    private boolean shown(String id) {
        return onFx(() -> isShown(scene.getRoot().lookup(id)));
    }

    private boolean paused() {
        return gateway.control().pauses().stream().anyMatch(each -> each.who().equals(GUILTY));
    }

    private int call(String key) throws IOException, InterruptedException {
        var body = "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(gateway.status().baseUrl() + "/chat/completions"))
                    .header("Authorization", "Bearer tg-demo-" + key).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    private void await(BooleanSupplier condition) {
        long until = time.nanos() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(time.nanos() < until, "did not happen within " + PATIENCE);
            time.sleep(Duration.ofMillis(20));
        }
    }

    private static <T> T onFx(java.util.concurrent.Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, question);
    }

    private void picture(String name) throws IOException {
        var image = onFx(() -> scene.snapshot(null));
        Files.createDirectories(Path.of("target/screens"));
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", new File("target/screens/" + name + ".png"));
    }
}
