package dev.tollgate.gateway;

import java.nio.file.Path;

/// A gateway in a process of its own, to be killed.
final class KilledGateway {
    private KilledGateway() {}

    public static void main(String[] args) throws InterruptedException {
        var options = GatewayOptions.of(Path.of(args[0])).withConfigFile(Path.of(args[1])).withPort(0);
        switch (Gateway.open(options)) {
            case Opening.Refused(var message, var code) -> {
                System.out.println("refused: " + message);
                System.exit(code);
            }
            case Opening.Ready(var gateway) -> {
                System.out.println("port " + gateway.start().port());
                System.out.flush();
                Thread.currentThread().join();
            }
        }
    }
}
