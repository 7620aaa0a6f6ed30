package dev.tollgate.console;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// `--headless`: the gateway alone, until SIGTERM; standard output carries nothing but the line that it listens.
final class HeadlessRun implements Callable<Integer> {
    private final Launch launch;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    HeadlessRun(Launch launch) {
        this.launch = launch;
    }

    @Override
    public Integer call() throws InterruptedException {
        return launch.demo() ? new HeadlessDemo(launch, out, err).call() : switch (Gateway.open(launch.options())) {
            case Opening.Refused(var message, var exitCode) -> {
                err.println(message);
                yield exitCode;
            }
            case Opening.Ready(var gateway) -> serve(gateway);
        };
    }

    private int serve(Gateway gateway) throws InterruptedException {
        var status = gateway.start();
        if (status.state() != GatewayStatus.State.LISTENING) {
            err.println(status.message());
            gateway.close();
            return 1;
        }
        var ended = closeAtExit(gateway);
        out.println("listening on http://127.0.0.1:" + status.port());
        out.flush();
        ended.await();
        return 0;
    }

    /// SIGTERM and Ctrl+C drain and settle before the process ends, with exit code 0.
    static CountDownLatch closeAtExit(Gateway gateway) {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("tollgate-shutdown").unstarted(() -> {
            gateway.close();
            ended.countDown();
            Runtime.getRuntime().halt(0);
        }));
        return ended;
    }
}
