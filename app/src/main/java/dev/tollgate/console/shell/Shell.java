package dev.tollgate.console.shell;

import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Palette;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.settings.Host;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.term.Subject;
import dev.tollgate.gateway.term.TargetId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/// The console over one open gateway: which page is shown for which time and filter, and what the frame around it does.
/// JavaFX thread only.
public final class Shell implements Places, Host, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Shell.class.getName());
    private static final long SHEET_NANOS = Duration.ofSeconds(1).toNanos();

    private final Gateway gateway;
    private final Feed feed;
    private final Pages pages;
    private final Frame frame;
    private final Rail rail = new Rail(name -> open(name, view()), this::otherTheme);
    private final StatusLine status = new StatusLine();
    private final TimeButton time = new TimeButton(this::range, this::customWindow);
    private final FilterField filter = new FilterField(this::filter, this::focusPage);
    private final Stops stops;
    private final Banners banners;
    private final Undos undos;
    private final Telling telling;
    private final Trail trail = new Trail();
    private final List<Action> actions;
    private final boolean demo;
    private Consumer<Theme> themeChosen = _ -> {};
    private Consumer<Name> pageOpened = _ -> {};
    private BiConsumer<Path, Optional<char[]>> restorer =
            (backup, _) -> toast("The demo keeps nothing. Use it for real, then restore " + backup, List.of());
    private Name name = Name.LIVE;
    private View view = View.NOW;
    private boolean settingUp;
    private Subject sheetWithin = Subject.EVERYTHING;
    private long sheetShown;
    private Duration lastSwitch = Duration.ZERO;
    private @Nullable Page current;

    /// @param demo whether this is the demo, which has no setup card
    public Shell(Gateway gateway, boolean demo) {
        this.gateway = gateway;
        this.demo = demo;
        feed = new Feed(gateway);
        undos = new Undos(gateway.time());
        stops = new Stops(feed, this);
        banners = new Banners(stops, this, this::nextPort, this::listenAgain);
        telling = new Telling(feed);
        pages = new Pages(feed, this, this, this::setUp);
        settingUp = !demo && gateway.config().providers().isEmpty();
        frame = new Frame(rail, status);
        frame.banners(banners);
        frame.header(time, filter, Frame.paletteButton(this::palette), Frame.stopButton(this::toggleStop,
                CopyMenu.item("Pause all new calls", () -> stops.pause(Control.EVERYTHING)),
                CopyMenu.item("Cut all in flight …", () -> stopAll(Stops.Kind.CUT)),
                CopyMenu.item("Both …", () -> stopAll(Stops.Kind.PAUSE_AND_CUT))));
        status.copies(this::baseUrl, CopyMenu.items(gateway, this::baseUrl, text -> toast(text, List.of())));
        actions = Actions.of(this);
        var _ = new Keyboard(frame, actions, frame.sheets(), this::escape);
        feed.always(this::tick);
    }

    /// The whole frame; make it a scene's root.
    public Parent root() {
        return frame;
    }

    public Feed feed() {
        return feed;
    }

    /// Opens the first page and starts the ticks.
    public void start(Name first) {
        feed.start();
        open(first, view);
    }

    /// Goes through the pages not opened yet.
    Rehearsal rehearsal() {
        return new Rehearsal(feed, pages, frame);
    }

    /// Shows the demo's banner.
    ///
    /// @param real *Use it for real* was chosen
    public void demo(DemoTraffic traffic, Runnable real) {
        banners.demo(traffic, new SavedCard(feed, traffic), real);
    }

    /// Who closes the home, puts a backup into it and opens it again.
    void restorer(BiConsumer<Path, Optional<char[]>> by) {
        restorer = by;
    }

    @Override
    public void restore(Path backup, Optional<char[]> passphrase) {
        restorer.accept(backup, passphrase);
    }

    @Override
    public Telling desktop() {
        return telling;
    }

    void remember(Consumer<Theme> theme, Consumer<Name> page) {
        themeChosen = theme;
        pageOpened = page;
    }

    private void tick(LiveSnapshot now) {
        banners.show(now);
        rail.badge(Name.SMOKE, gateway.smoke().failing(), "failing checks");
        status.show(now, gateway.config());
        if (frame.sheets().shown() instanceof StopSheet sheet && gateway.time().nanos() - sheetShown > SHEET_NANOS) {
            sheetShown = gateway.time().nanos();
            var within = sheetWithin;
            feed.query("stop-sheet", () -> Burning.of(gateway, within), sheet::show);
        }
        int loud = (int) now.alarms().stream().filter(AlarmView::isLoud).count();
        rail.badge(Name.ALARMS, loud, loud == 1 ? "alarm" : "alarms");
        frame.hot(now.alarms().stream().anyMatch(each -> each.isLoud() && each.severity() == Severity.CRITICAL));
        telling.see(now.alarms(), frame.isWatched());
    }

    // ---- places

    @Override
    public void open(Name page, View next) {
        trail.visit(new Trail.Step(page, next));
        go(page, next);
    }

    private void go(Name next, View nextView) {
        long began = gateway.time().nanos();
        name = next;
        view = nextView;
        time.show(view.range());
        filter.show(view.filter());
        rail.select(next);
        boolean first = settingUp && next == Name.LIVE;
        filter.usable(FilterField.PAGES.contains(next) && !first);
        var page = first ? pages.setup() : pages.of(next);
        if (!page.equals(current)) {
            if (current != null) {
                current.hidden();
            }
            current = page;
            frame.show(page.node());
            feed.show(page.model());
        }
        page.shown(view);
        pageOpened.accept(next);
        lastSwitch = Duration.ofNanos(gateway.time().nanos() - began);
        LOG.log(System.Logger.Level.DEBUG, "page {0} in {1}", next, lastSwitch);
    }

    /// How long the last change of page, time or filter kept the JavaFX thread.
    public Duration lastSwitch() {
        return lastSwitch;
    }

    @Override
    public void openBudgets() {
        open(Name.KEYS, view);
        pages.openBudgets();
    }

    @Override
    public void openRequest(String id) {
        open(Name.REQUESTS, view);
        pages.openRequest(id);
    }

    /// Opens one cell of the Smoke page.
    public void openSmoke(TargetId target, Check check) {
        open(Name.SMOKE, view);
        pages.openSmoke(target, check);
    }

    @Override
    public void openTab(Name page, String tab) {
        open(page, view);
        pages.openTab(page, tab);
    }

    @Override
    public void range(TimeRange range) {
        open(name, new View(range, view.filter()));
    }

    @Override
    public void filter(Filter next) {
        open(name, new View(view.range(), next));
    }

    @Override
    public void stop(String subject) {
        stopSheet(Optional.of(subject), Stops.Kind.PAUSE);
    }

    @Override
    public void toast(String text, List<Undo> undo) {
        if (undo.isEmpty()) {
            frame.toasts().show(text);
        } else {
            frame.toasts().show(text, undo.getFirst().label(), undos.add(undo.getFirst().action()));
        }
    }

    View view() {
        return view;
    }

    // ---- stop

    Stops stops() {
        return stops;
    }

    void toggleStop() {
        if (frame.sheets().shown() instanceof StopSheet) {
            frame.sheets().hide();
        } else {
            stopSheet(Optional.empty(), Stops.Kind.PAUSE);
        }
    }

    void stopAll(Stops.Kind kind) {
        stopSheet(Optional.of(Control.EVERYTHING), kind);
    }

    private void stopSheet(Optional<String> preselected, Stops.Kind focused) {
        sheetWithin = preselected.map(Subject::parse).orElse(Subject.EVERYTHING);
        var burners = Burning.of(gateway, sheetWithin);
        var who = preselected.filter(key -> burners.stream().anyMatch(b -> b.subject().equals(key)))
                .orElseGet(() -> Burning.proposed(burners));
        var sheet = new StopSheet(burners, who, (kind, subject) -> {
            frame.sheets().hide();
            stops.run(kind, subject);
        }, frame.sheets()::hide);
        frame.sheets().show(sheet, Pos.CENTER, () -> sheet.focus(focused));
    }

    boolean paused() {
        return !gateway.control().pauses().isEmpty();
    }

    boolean pausedAll() {
        return gateway.control().pauses().stream().anyMatch(Pauses.Pause::isEverything);
    }

    // ---- what the keys and the palette do

    void palette() {
        var palette = new CommandPalette(actions.stream().filter(a -> !a.name().equals("Palette")).toList(),
                frame.sheets()::hide);
        frame.sheets().show(palette, Pos.TOP_CENTER, palette::focus);
    }

    boolean covered() {
        return frame.sheets().isShown();
    }

    void keySheet() {
        var sheet = new KeySheet(actions, frame.sheets()::hide);
        frame.sheets().show(sheet, Pos.CENTER, sheet::focus);
    }

    void customWindow() {
        var sheet = new WindowSheet(view.range(), gateway.time().instant(), chosen -> {
            frame.sheets().hide();
            range(chosen);
        }, frame.sheets()::hide);
        frame.sheets().show(sheet, Pos.CENTER, sheet::focus);
    }

    FilterField filterField() {
        return filter;
    }

    void focusPage() {
        frame.focusPage();
    }

    /// Sheet first, then the filter; the page has had its turn before.
    private void escape() {
        if (frame.sheets().isShown()) {
            frame.sheets().hide();
        } else if (!filter.isClear()) {
            filter.clear();
        }
    }

    void live() {
        range(TimeRange.LIVE_15_MIN);
    }

    void travel(int step) {
        (step < 0 ? trail.back() : trail.forward()).ifPresent(to -> go(to.page(), to.view()));
    }

    void pane(int step) {
        Focus.cycle(frame.getScene(), frame.panes(), step);
    }

    void undo() {
        undos.newest();
    }

    boolean undoable() {
        return !undos.isEmpty();
    }

    @Override
    public Theme theme() {
        return Theme.chosen();
    }

    @Override
    public void theme(Theme theme) {
        theme.use();
        themeChosen.accept(theme);
    }

    private void otherTheme() {
        theme(Palette.current().get().dark() ? Theme.LIGHT : Theme.DARK);
    }

    String baseUrl() {
        return gateway.status().baseUrl();
    }

    boolean demo() {
        return demo;
    }

    // ---- first run, port, end

    /// Shows the setup card in the Live place until it is left.
    public void openSetup() {
        settingUp = true;
        open(Name.LIVE, view);
    }

    private void setUp() {
        settingUp = false;
        open(Name.LIVE, view);
    }

    private void nextPort() {
        feed.act(() -> Ports.nextFree(gateway), now -> toast(now.message().isEmpty()
                ? "Listening on port " + now.port() + "; set this base URL in your apps: " + now.baseUrl()
                : now.message(), List.of()));
    }

    private void listenAgain() {
        feed.act(gateway::start, now -> toast(now.message().isEmpty()
                ? "Listening on port " + now.port()
                : "Still taken: " + now.message(), List.of()));
    }

    /// Says that calls are being finished; the ticks have ended.
    void finishing(Runnable cutNow) {
        frame.sheets().hold(new FinishingSheet(gateway, cutNow));
    }

    @Override
    public void close() {
        if (current != null) {
            current.hidden();
        }
        feed.show(null);
        feed.close();
    }
}
