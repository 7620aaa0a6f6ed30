package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Colours;
import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The page over a real ledger: what its rows, headers and buttons do.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class SpendPageTest {
    private static final View WEEK = new View(TimeRange.live(Duration.ofDays(7)), Filter.NONE);
    private final NotedPlaces places = new NotedPlaces();
    private final Instant now = Time.system().instant();
    private Stage stage;
    private TestConsole console;
    private Feed feed;
    private Breakable source;
    private SpendPage page;

    /// The ledger, until a test says that it fails.
    private static final class Breakable implements Source {
        private final FeedSource real;
        private volatile boolean broken;
        private final AtomicInteger asked = new AtomicInteger();

        Breakable(Feed feed) {
            real = new FeedSource(feed);
        }

        @Override
        public Instant now() {
            return real.now();
        }

        @Override
        public Colours colours() {
            return real.colours();
        }

        @Override
        public Records records() {
            return real.records();
        }

        @Override
        public Queries.Spend spend(SpendQuery query) {
            if (broken) {
                throw new IllegalStateException("the disk is gone");
            }
            return real.spend(query);
        }

        @Override
        public <T> void query(Supplier<T> question, Consumer<T> apply) {
            asked.incrementAndGet();
            real.query(question, apply);
        }
    }

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        stage = shown;
        stage.setScene(new Scene(new Pane(), 1104, 724));
        Theme.install(stage.getScene());
        stage.show();
    }

    @BeforeEach
    void open() {
        console = TestConsole.open(TestConsole.CONFIG, new Weeks(now)::typical);
        feed = new Feed(console.gateway());
        source = new Breakable(feed);
        page = fx(() -> {
            var made = new SpendPage(source, feed, places);
            stage.getScene().setRoot(new StackPane(made.node()));
            made.shown(WEEK);
            return made;
        });
        answered();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }

    private void answered() {
        TestConsole.await(() -> fx(() -> page.spend().isAnswered()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Found found() {
        return Objects.requireNonNull(fx(() -> page.spend().found().get()));
    }

    private List<String> names() {
        return fx(() -> page.tablePanel().table().getItems().stream().map(Found.Line::name).toList());
    }

    private void sort(String title, TableColumn.SortType type) {
        fx(() -> {
            var table = page.tablePanel().table();
            var column = table.getColumns().stream().filter(c -> c.getText().equals(title)).findFirst().orElseThrow();
            assertTrue(column.isSortable());
            column.setSortType(type);
            table.getSortOrder().setAll(List.of(column));
            return table;
        });
    }

    @Test
    void theSumLineIsTheSumOfTheBars() {
        assertEquals(found().total().picos(), found().charted());
        assertEquals(LineCells.cost(found().total()), fx(() -> page.tablePanel().sum().text("cost")));
        assertEquals("agent-dev", names().getFirst());
    }

    @Test
    void aHeaderSortsByFiguresAndNotByTheirText() {
        sort("requests", TableColumn.SortType.ASCENDING);
        var counts = fx(() -> page.tablePanel().table().getItems().stream().map(l -> l.totals().requests()).toList());
        assertEquals(counts.stream().sorted().toList(), counts);
        sort("key", TableColumn.SortType.DESCENDING);
        assertEquals("web", names().getFirst());
        fx(() -> {
            page.tablePanel().table().getSortOrder().clear();
            return "";
        });
        assertEquals("agent-dev", names().getFirst());
    }

    @Test
    void oneClickNarrowsAndTwoOpen(FxRobot robot) {
        robot.clickOn("web");
        TestConsole.await(() -> places.opened.contains("filter key:web"));
        assertFalse(places.opened.stream().anyMatch(opened -> opened.startsWith("REQUESTS")));
        places.opened.clear();
        robot.doubleClickOn("batch");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of("REQUESTS key:batch"), places.opened);
    }

    @Test
    void enterOpensTheRequestsOfTheRow(FxRobot robot) {
        fx(() -> {
            page.tablePanel().table().requestFocus();
            page.tablePanel().table().getSelectionModel().select(1);
            return "";
        });
        robot.push(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("REQUESTS key:" + names().get(1), places.opened.getFirst());
    }

    @Test
    void whatHasNoPriceLeadsToItsRequests() {
        assertEquals("+ " + found().total().unpriced() + " unpriced", fx(() -> page.bar().unpriced().getText()));
        fx(() -> {
            page.bar().unpriced().fire();
            return "";
        });
        assertEquals(Set.of("local/llama"), places.views.getFirst().filter().only().get(Dimension.TARGET));
        assertEquals(WEEK.range(), places.views.getFirst().range());
    }

    @Test
    void aWindowIsComparedBesideTheRange() {
        var loop = Weeks.loop(now);
        fx(() -> {
            page.spend().drag(loop);
            page.shown(new View(loop.range(), Filter.NONE));
            return "";
        });
        answered();
        assertTrue(fx(() -> page.windowPanel().node().isVisible()));
        assertEquals("agent-dev", fx(() -> page.windowPanel().rows().getItems().getFirst().name()));
        fx(() -> {
            page.windowPanel().openButton().fire();
            return "";
        });
        assertEquals(loop.range(), places.views.getFirst().range());
    }

    @Test
    void aFailureIsSaidOverTheOldPictureAndRetryEndsIt() {
        var before = found();
        source.broken = true;
        fx(() -> {
            page.spend().by(Dimension.MODEL);
            return "";
        });
        TestConsole.await(() -> fx(() -> page.notice().isVisible()));
        assertTrue(page.notice().text().contains("the disk is gone"), page.notice().text());
        assertEquals(before, found());
        assertEquals(6, names().size());
        source.broken = false;
        fx(() -> {
            page.notice().retry().fire();
            return "";
        });
        answered();
        assertFalse(fx(() -> page.notice().isVisible()));
    }

    @Test
    void aHiddenPageAsksNothing() {
        TestConsole.await(() -> !feed.gateway().time().instant().isBefore(now.plusSeconds(1)));
        int before = source.asked.get();
        fx(() -> {
            page.hidden();
            feed.show(null);
            feed.tickNow();
            return "";
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(before, source.asked.get());
    }

    @Test
    void theExportHoldsTheRowsInTheirOrder(@TempDir Path folder) throws IOException {
        sort("key", TableColumn.SortType.ASCENDING);
        var file = folder.resolve("spend.csv");
        var shown = found();
        fx(() -> {
            page.exporting().write(file, shown, page.tablePanel().table().getItems());
            return "";
        });
        TestConsole.await(() -> !places.toasts.isEmpty());
        var rows = Files.readAllLines(file);
        assertEquals(names(), rows.subList(1, rows.size() - 1).stream().map(row -> row.split(",", -1)[2]).toList());
        assertTrue(places.toasts.getFirst().startsWith("6 rows and the sum written to "), places.toasts.getFirst());
    }
}
