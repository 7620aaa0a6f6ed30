package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.Read;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.config.ConfigCheck;
import dev.tollgate.gateway.config.Durations;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Listen;
import dev.tollgate.gateway.config.Network;
import dev.tollgate.gateway.config.Retention;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// The parts of the configuration that the page edits: listener, days, ways out.
final class Parts {
    private static final GatewayConfig NOTHING = GatewayConfig.empty(ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MOST = Duration.ofDays(3_650);

    private Parts() {}

    private static Read<List<String>> names(String typed) {
        return Read.good(Arrays.stream(typed.split("[,\\s]+")).filter(name -> !name.isEmpty()).toList());
    }

    private static Field<List<String>> names(String name, String hint) {
        return Fields.typed(name, hint, Parts::names, list -> String.join(", ", list));
    }

    /// Where calls come in.
    static final class Listener implements Part<Listen> {
        private static final String FREE = "0 takes a free one";
        private final Setting<List<String>> hosts = new Setting<>("listen.host", names("Addresses",
                "127.0.0.1 serves this machine alone")
                .checked(Check.that(list -> !list.isEmpty(), "At least one address, such as 127.0.0.1."))
                .checked(Check.that(list -> list.stream().noneMatch(each -> each.contains("/")),
                        "Addresses without http:// and path, such as 127.0.0.1."))
                .checked(engine("listen.host", Listen::withHosts))
                .doubted(Check.that(list -> list.stream().allMatch(Listener::here),
                        "Other machines reach it too; each call still needs a key of yours.")));
        private final Setting<OptionalLong> port = new Setting<>("listen.port",
                Fields.number("Port", FREE, 0, 65_535).lines(2)
                        .checked(Check.that(OptionalLong::isPresent, "A port from 0 to 65535."))
                        .doubted(Check.that(number -> number.isEmpty() || number.getAsLong() == 0
                                || number.getAsLong() > 1_023, "Below 1024 most systems ask for special rights.")));
        private final Setting<List<String>> names = new Setting<>("listen.allowed_hosts", names("Allowed host names",
                "beside the machine's own; such as gateway.example.com")
                .checked(engine("listen.allowed_hosts", Listen::withAllowedHosts)));
        private final Setting<List<String>> origins = new Setting<>("listen.allowed_origins",
                names("Allowed web origins", "pages that may call from a browser; such as https://app.example.com")
                        .checked(engine("listen.allowed_origins", (listen, list) -> new Listen(listen.hosts(),
                                listen.port(), listen.allowedHosts(), list, listen.maxBody(),
                                listen.maxMultipart(), listen.headTimeout()))));
        private Listen shown = Listen.DEFAULTS;

        @Override
        public List<Setting<?>> settings() {
            return List.of(hosts, port, names, origins);
        }

        /// What the configuration's own check says of it, while it is typed.
        private static <T> Check<T> engine(String path, BiFunction<Listen, T, Listen> into) {
            return value -> ConfigCheck.of(NOTHING.withListen(into.apply(Listen.DEFAULTS, value))).stream()
                    .filter(problem -> !problem.warning() && problem.path().equals(path)).findFirst()
                    .map(problem -> Setting.sentence(problem.message()));
        }

        private static boolean here(String host) {
            return host.startsWith("127.") || host.equals("localhost") || host.equals("::1") || host.equals("[::1]");
        }

        Form form() {
            var form = new Form();
            form.row(hosts.field(), port.field());
            form.add(names.field());
            form.add(origins.field());
            port.field().control().setId("port");
            names.field().control().setId("allowed-hosts");
            return form;
        }

        @Override
        public Listen of(GatewayConfig config) {
            return config.listen();
        }

        @Override
        public void start(Listen listen) {
            shown = listen;
            hosts.field().start(listen.hosts());
            port.field().start(OptionalLong.of(listen.port()));
            names.field().start(listen.allowedHosts());
            origins.field().start(listen.allowedOrigins());
        }

        @Override
        public void rebase(Listen listen) {
            shown = listen;
            hosts.field().rebase(listen.hosts());
            port.field().rebase(OptionalLong.of(listen.port()));
            names.field().rebase(listen.allowedHosts());
            origins.field().rebase(listen.allowedOrigins());
        }

        @Override
        public List<String> words(Listen listen) {
            return List.of(String.join(", ", listen.hosts()), Integer.toString(listen.port()),
                    String.join(", ", listen.allowedHosts()), String.join(", ", listen.allowedOrigins()));
        }

        /// This run may listen elsewhere: `--port` asked for it, or the port was taken.
        void listening(GatewayStatus status, int configured) {
            boolean elsewhere = status.state() == GatewayStatus.State.LISTENING && configured != 0
                    && status.port() != configured;
            port.field().setHint(elsewhere
                    ? "This run listens on " + status.port() + "; the next one on this, unless it is started otherwise."
                    : FREE);
        }

        @Override
        public Listen typed() {
            return new Listen(hosts.field().value(), (int) port.field().value().orElseThrow(), names.field().value(),
                    origins.field().value(), shown.maxBody(), shown.maxMultipart(), shown.headTimeout());
        }

        @Override
        public GatewayConfig into(GatewayConfig config, Listen value) {
            return config.withListen(value);
        }
    }

    /// Where days begin, and how long rows stay.
    record Days(ZoneId zone, Retention retention) {}

    /// Edits them.
    static final class Calendar implements Part<Days> {
        private final Setting<ZoneId> zone = new Setting<>("billing_zone",
                Fields.combo("Billing zone", "days and months of budgets and charts begin by its clock", zones(),
                        ZoneId::getId));
        private final Setting<Optional<Duration>> requests = kept("retention.requests", "Requests", "each call's row",
                Retention::requests);
        private final Setting<Optional<Duration>> minutes = kept("retention.rollup_minute", "Sums by minute",
                "fine charts", Retention::rollupMinute);
        private final Setting<Optional<Duration>> hours = kept("retention.rollup_hour", "Sums by hour",
                "sums by day stay for good", Retention::rollupHour);
        private Retention shown = Retention.DEFAULTS;

        private Setting<Optional<Duration>> kept(String path, String name, String hint,
                Function<Retention, Duration> now) {
            return new Setting<>(path, Fields.duration(name, hint, DAY, MOST)
                    .checked(Check.that(Optional::isPresent, "A time such as 30d."))
                    .doubted(Check.that(time -> time.isEmpty() || time.get().compareTo(now.apply(shown)) >= 0,
                            "What is older is dropped within a minute, for good.")));
        }

        private static List<ZoneId> zones() {
            var all = new ArrayList<>(ZoneId.getAvailableZoneIds().stream()
                    .filter(id -> id.contains("/") && !id.startsWith("SystemV") && !id.startsWith("Etc/GMT")).sorted()
                    .map(ZoneId::of).toList());
            all.addFirst(ZoneId.of("UTC"));
            var machine = ZoneId.systemDefault();
            if (!all.contains(machine)) {
                all.addFirst(machine);
            }
            return all;
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(zone, requests, minutes, hours);
        }

        Form form() {
            var form = new Form();
            form.add(zone.field());
            form.row(requests.field(), minutes.field(), hours.field());
            requests.field().control().setId("keep-requests");
            return form;
        }

        @Override
        public Days of(GatewayConfig config) {
            return new Days(config.billingZone(), config.retention());
        }

        @Override
        public void start(Days days) {
            shown = days.retention();
            zone.field().start(days.zone());
            requests.field().start(Optional.of(shown.requests()));
            minutes.field().start(Optional.of(shown.rollupMinute()));
            hours.field().start(Optional.of(shown.rollupHour()));
        }

        @Override
        public void rebase(Days days) {
            shown = days.retention();
            zone.field().rebase(days.zone());
            requests.field().rebase(Optional.of(shown.requests()));
            minutes.field().rebase(Optional.of(shown.rollupMinute()));
            hours.field().rebase(Optional.of(shown.rollupHour()));
        }

        @Override
        public List<String> words(Days days) {
            return Stream.concat(Stream.of(days.zone().getId()), Stream.of(days.retention().requests(),
                    days.retention().rollupMinute(), days.retention().rollupHour()).map(Durations::print)).toList();
        }

        @Override
        public Days typed() {
            return new Days(zone.field().value(), new Retention(requests.field().value().orElseThrow(),
                    minutes.field().value().orElseThrow(), hours.field().value().orElseThrow()));
        }

        @Override
        public GatewayConfig into(GatewayConfig config, Days value) {
            return config.withBillingZone(value.zone()).withRetention(value.retention());
        }
    }

    /// How providers are reached.
    static final class WayOut implements Part<Network> {
        private final Setting<String> proxy = new Setting<>("network.proxy", Fields.text("Proxy",
                "system, none, or an address such as http://proxy.example.com:3128")
                .checked(Check.needed("Write system, none, or an address.")));
        private final Setting<String> ca = new Setting<>("network.ca", Fields.text("Further certificate authorities",
                "a PEM file; empty: the machine's own alone"));

        @Override
        public List<Setting<?>> settings() {
            return List.of(proxy, ca);
        }

        Form form() {
            var form = new Form();
            form.row(proxy.field(), ca.field());
            return form;
        }

        @Override
        public Network of(GatewayConfig config) {
            return config.network();
        }

        @Override
        public void start(Network network) {
            proxy.field().start(network.proxy());
            ca.field().start(network.ca().orElse(""));
        }

        @Override
        public void rebase(Network network) {
            proxy.field().rebase(network.proxy());
            ca.field().rebase(network.ca().orElse(""));
        }

        @Override
        public List<String> words(Network network) {
            return List.of(network.proxy(), network.ca().orElse(""));
        }

        @Override
        public Network typed() {
            return new Network(proxy.field().value(), Optional.of(ca.field().value()).filter(file -> !file.isEmpty()));
        }

        @Override
        public GatewayConfig into(GatewayConfig config, Network value) {
            return config.withNetwork(value);
        }
    }

    static Section<Listen> listener(SettingsModel model, Places places) {
        var part = new Listener();
        var section = new Section<>("Listener", model, places, part, part.form());
        model.statusProperty().subscribe(status -> {
            section.panel().setNote(note(status));
            part.listening(status, model.configProperty().get().listen().port());
        });
        model.configProperty().addListener((_, _, next) -> part.listening(model.statusProperty().get(),
                next.listen().port()));
        return section;
    }

    private static String note(GatewayStatus status) {
        return switch (status.state()) {
            case LISTENING -> "listening on " + status.baseUrl();
            case PORT_BUSY -> "not listening: the port is taken";
            case DRAINING -> "ending its last calls";
            case STOPPED -> "not listening";
        };
    }

    static Section<Days> calendar(SettingsModel model, Places places) {
        var part = new Calendar();
        return new Section<>("Days and retention", model, places, part, part.form());
    }

    static Section<Network> wayOut(SettingsModel model, Places places) {
        var part = new WayOut();
        return new Section<>("Way to providers", model, places, part, part.form());
    }
}
