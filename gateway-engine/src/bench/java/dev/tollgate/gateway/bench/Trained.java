package dev.tollgate.gateway.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/// The gateway as an installed program starts: from jars, with the JVM's cache of one run that went before, as the
/// installer makes it.
record Trained(String classPath, Path cache) {
    /// The launcher's.
    static final List<String> FLAGS = List.of("@" + System.getProperty("jvm.options"));

    /// Runs the program once, with one call of each kind, and lets it write what it has learned.
    static Trained of(Path folder, String config) throws IOException, InterruptedException {
        var trained = new Trained(jars(folder), folder.resolve("start.aot"));
        var server = Server.java("training", GatewayProcess.class, trained.classPath,
                with(FLAGS, "-XX:AOTCacheOutput=" + trained.cache), folder.resolve("trained").toString(), config);
        try (var client = new Client(server.port())) {
            client.call(Client.json());
        }
        Load.streams(server, 1, 5, 100);
        server.close();
        if (!server.process().waitFor(2, TimeUnit.MINUTES) || !Files.exists(trained.cache)) {
            throw new IOException("the training run wrote no cache");
        }
        return trained;
    }

    Server start(Path home, String config) throws IOException {
        return Server.java("tollgate", GatewayProcess.class, classPath, with(FLAGS, "-XX:AOTCache=" + cache),
                home.toString(),
                config);
    }

    static List<String> with(List<String> flags, String flag) {
        var all = new ArrayList<>(flags);
        all.add(flag);
        return all;
    }

    /// The cache takes no folders of classes.
    static String jars(Path folder) throws IOException {
        var jar = ToolProvider.findFirst("jar").orElseThrow();
        var all = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.isDirectory(Path.of(entry))) {
                var packed = folder.resolve("classes" + all.size() + ".jar").toString();
                if (jar.run(System.out, System.err, "cf", packed, "-C", entry, ".") != 0) {
                    throw new IOException("cannot pack " + entry);
                }
                all.add(packed);
            } else {
                all.add(entry);
            }
        }
        return String.join(File.pathSeparator, all);
    }
}
