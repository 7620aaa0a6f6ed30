package dev.tollgate.gateway.bench;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.backup.DailyCopies;
import java.nio.file.Path;

/// The gateway of a benchmark in a process of its own, with keys, pricing, budgets and ledger on.
final class GatewayProcess {
    private GatewayProcess() {}

    public static void main(String[] args) throws InterruptedException {
        var options = GatewayOptions.of(Path.of(args[0])).withConfigFile(Path.of(args[1])).withPort(0);
        switch (Gateway.open(options)) {
            case Opening.Refused(var message, var code) -> {
                System.out.println("refused " + message);
                System.exit(code);
            }
            case Opening.Ready(var gateway) -> {
                // Once a day, three minutes after a start: of millions of calls it would be in one turn and not in
                // the others.
                gateway.dailyCopies().change(new DailyCopies.Settings(false, 1));
                System.out.println("port " + gateway.start().port());
                Thread.currentThread().join();
            }
        }
    }
}
