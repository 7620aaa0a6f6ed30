package dev.tollgate.console;

import dev.tollgate.console.demo.Demo;
import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/// `--demo --headless`: the demo without a window, until SIGTERM. Knows no JavaFX class.
final class HeadlessDemo {
    private final Launch launch;
    private final PrintStream out;
    private final PrintStream err;
    private final Beside beside;

    /// What goes on while the demo runs; returns at once.
    interface Beside {
        void start(Gateway gateway, DemoTraffic traffic, Demo demo);
    }

    HeadlessDemo(Launch launch, PrintStream out, PrintStream err) {
        this(launch, out, err, (_, _, _) -> {});
    }

    HeadlessDemo(Launch launch, PrintStream out, PrintStream err, Beside beside) {
        this.launch = launch;
        this.out = out;
        this.err = err;
        this.beside = beside;
    }

    int call() throws InterruptedException {
        var demo = Demo.at(launch.home(), launch.port());
        return switch (demo.open()) {
            case Opening.Refused(var message, var exitCode) -> {
                err.println(message);
                yield exitCode;
            }
            case Opening.Ready(var gateway) -> serve(demo, gateway);
        };
    }

    private int serve(Demo demo, Gateway gateway) throws InterruptedException {
        var status = gateway.start();
        if (status.state() != GatewayStatus.State.LISTENING) {
            err.println(status.message());
            gateway.close();
            return 1;
        }
        var traffic = demo.traffic(gateway);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("tollgate-shutdown").unstarted(() -> {
            traffic.close();
            gateway.close();
            demo.discard();
            ended.countDown();
            Runtime.getRuntime().halt(0);
        }));
        out.println("listening on http://127.0.0.1:" + status.port());
        out.println("endpoint " + status.baseUrl() + "  key " + demo.key());
        out.println("simulated provider and ledger, nothing costs anything; stop with Ctrl+C");
        out.flush();
        beside.start(gateway, traffic, demo);
        ended.await();
        return 0;
    }
}
