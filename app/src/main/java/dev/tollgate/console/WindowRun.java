package dev.tollgate.console;

import dev.tollgate.console.demo.Demo;
import dev.tollgate.console.shell.Source;
import dev.tollgate.gateway.Gateway;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// `tollgate` and `tollgate --demo` with a window; without a display, what can be done instead.
final class WindowRun {
    private static final int NO_DISPLAY = 1;

    private WindowRun() {}

    static Callable<Integer> of(Launch launch) {
        if (displayed(System.getProperty("os.name", ""), System::getenv)) {
            return () -> shown(launch);
        }
        return launch.demo() ? () -> drawn(launch) : WindowRun::noDisplay;
    }

    private static int shown(Launch launch) {
        try {
            return ConsoleApp.show(launch.demo() ? demo(launch) : real(launch));
        } catch (UnsupportedOperationException | UnsatisfiedLinkError noWindow) {
            System.err.println("No window can be opened: " + noWindow.getMessage() + ". Use tollgate --headless.");
            return NO_DISPLAY;
        }
    }

    private static int noDisplay() {
        System.err.println("No display: neither DISPLAY nor WAYLAND_DISPLAY is set. Use tollgate --headless.");
        return NO_DISPLAY;
    }

    private static int drawn(Launch launch) throws InterruptedException {
        System.err.println("No display: neither DISPLAY nor WAYLAND_DISPLAY is set; the demo runs without a window.");
        return new HeadlessDemo(launch, System.out, System.err, Drawn.of(launch, System.err)).call();
    }

    /// Linux tells by its environment; the other desktops always have one.
    static boolean displayed(String system, Function<String, String> environment) {
        return !system.toLowerCase(Locale.ROOT).contains("linux") || isSet(environment, "DISPLAY")
                || isSet(environment, "WAYLAND_DISPLAY") || "Headless".equals(System.getProperty("glass.platform"));
    }

    private static boolean isSet(Function<String, String> environment, String name) {
        var value = environment.apply(name);
        return value != null && !value.isBlank();
    }

    private static Source real(Launch launch) {
        return Source.of(launch.homeFolder(), () -> Gateway.open(launch.options()));
    }

    private static Source demo(Launch launch) {
        var demo = Demo.at(launch.home(), launch.port());
        // in earnest nothing of the demo's command line counts: the usual home, the usual port
        var inEarnest = new Launch(Optional.empty(), launch.config(), OptionalInt.empty(), false, false);
        return new Source(demo.home(), demo::open, gateway -> Optional.of(demo.traffic(gateway)),
                demo::discard, Optional.of(() -> real(inEarnest)));
    }
}
