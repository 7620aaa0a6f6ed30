import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes what people install, on the system it runs on and for that system: a runtime of its own, an application image, an
 * archive of it and the system's package. {@code mvn -Pdist} runs it with the JDK of the build:
 * {@code java Package.java DIST ICONS OUT VERSION}. Tried on Linux; macOS and Windows are written from the manual only.
 */
class Package {

    private static final String MAIN = "dev.tollgate.console.Main";

    /** What jdeps cannot see, since it is looked up at run time: texts of other languages, archives, name services. */
    private static final List<String> UNSEEN = List.of("javafx.controls", "javafx.swing", "jdk.localedata",
            "jdk.zipfs", "jdk.charsets", "jdk.unsupported", "jdk.jfr", "java.naming", "java.management", "java.prefs");

    private final Path dist;
    private final Path icons;
    private final Path out;
    private final Path work;
    private final String version;
    private final System system = System.current();

    private enum System {
        LINUX("linux", "tollgate", ".so"), MACOS("mac", "Tollgate", ".dylib"), WINDOWS("win", "Tollgate", ".dll");

        final String classifier;
        final String name;
        final String library;

        System(String classifier, String name, String library) {
            this.classifier = classifier;
            this.name = name;
            this.library = library;
        }

        static System current() {
            var name = java.lang.System.getProperty("os.name");
            return name.startsWith("Mac") ? MACOS : name.startsWith("Windows") ? WINDOWS : LINUX;
        }
    }

    private Package(String[] args) {
        dist = Path.of(args[0]).toAbsolutePath().normalize();
        icons = Path.of(args[1]).toAbsolutePath().normalize();
        out = Path.of(args[2]).toAbsolutePath().normalize();
        work = out.resolveSibling("dist-work");
        // jpackage refuses a version that starts with 0 on macOS.
        version = system == System.MACOS && args[3].startsWith("0.") ? "1." + args[3].substring(2) : args[3];
    }

    public static void main(String[] args) throws Exception {
        new Package(args).run();
    }

    private void run() throws Exception {
        delete(work);
        delete(out);
        Files.createDirectories(out);
        var input = copyJars();
        link(javafxModules(), modulesOf(input));
        image(input);
        train();
        switch (system) {
            case LINUX -> {
                archive();
                if (present("dpkg-deb") && present("fakeroot")) {
                    installer("deb", "--linux-package-name", "tollgate", "--linux-deb-maintainer",
                            "tollgate@example.invalid", "--linux-menu-group", "Development", "--linux-app-category",
                            "devel", "--linux-shortcut");
                } else {
                    say("no deb: dpkg-deb and fakeroot are needed (apt-get install -y dpkg fakeroot binutils)");
                }
            }
            case MACOS -> {
                installer("dmg", "--mac-package-identifier", "dev.tollgate.console");
                installer("pkg", "--mac-package-identifier", "dev.tollgate.console");
            }
            // The upgrade code must never change: by it Windows knows the installation to replace.
            case WINDOWS -> installer("msi", "--win-per-user-install", "--win-menu", "--win-shortcut",
                    "--win-dir-chooser", "--win-upgrade-uuid", "6b0f4a0e-7d0c-4f3c-9c56-2f1f8b3f0a51");
        }
        sums();
        delete(work);
    }

    /** Everything but JavaFX, which becomes part of the runtime. */
    private Path copyJars() throws IOException {
        var input = Files.createDirectories(work.resolve("input"));
        for (var jar : list(dist.resolve("lib"), ".jar")) {
            Files.copy(jar, input.resolve(jar.getFileName()));
        }
        return input;
    }

    /** OpenJFX publishes no jmods on Maven Central: made here from the jars of this system, so natives are linked in. */
    private Path javafxModules() throws IOException {
        var jmods = Files.createDirectories(work.resolve("jmods"));
        for (var jar : list(dist.resolve("lib/javafx"), ".jar")) {
            var file = jar.getFileName().toString();
            if (!file.contains("-" + system.classifier)) {
                continue;
            }
            var module = "javafx." + file.split("-")[1];
            var classes = Files.createDirectories(work.resolve("x").resolve(module));
            var natives = Files.createDirectories(work.resolve("x").resolve(module + ".lib"));
            unpack(jar, classes, natives);
            tool("jmod", "create", "--class-path", classes, "--libs", natives, jmods.resolve(module + ".jmod"));
        }
        return jmods;
    }

    private void unpack(Path jar, Path classes, Path natives) throws IOException {
        try (var archive = new JarFile(jar.toFile())) {
            for (var entry : archive.stream().filter(entry -> !entry.isDirectory()).toList()) {
                var native_ = entry.getName().endsWith(system.library);
                var target = native_
                        ? natives.resolve(Path.of(entry.getName()).getFileName())
                        : classes.resolve(entry.getName()).normalize();
                if (!target.startsWith(work)) {
                    throw new IOException("entry leaves the archive: " + entry.getName());
                }
                Files.createDirectories(target.getParent());
                Files.copy(archive.getInputStream(entry), target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Asked of our own jars, and of the two reached by service or by name only; from there jdeps follows the class path.
     * A library that is a named module cannot be asked itself: jdeps then insists on modules we leave out on purpose.
     */
    private Set<String> modulesOf(Path input) throws IOException {
        var roots = list(input, ".jar").stream()
                .filter(jar -> jar.getFileName().toString().matches("(app|gateway-engine|h2|httpclient5)-.*")).toList();
        var arguments = new ArrayList<Object>(List.of("-q", "--multi-release", "25", "--ignore-missing-deps",
                "--print-module-deps", "--class-path",
                input.resolve("*") + File.pathSeparator + dist.resolve("lib/javafx").resolve("*")));
        arguments.addAll(roots);
        var text = new StringWriter();
        var printer = new PrintWriter(text);
        if (ToolProvider.findFirst("jdeps").orElseThrow().run(printer, printer, strings(arguments.toArray())) != 0) {
            throw new IOException("jdeps: " + text);
        }
        var modules = new TreeSet<>(UNSEEN);
        modules.addAll(Arrays.asList(text.toString().strip().split(",")));
        return modules;
    }

    /** The runtime keeps bin/java: writing the cache of {@link #train} starts it. */
    private void link(Path jmods, Set<String> modules) {
        say("runtime of " + String.join(",", modules));
        tool("jlink", "--module-path", jmods, "--output", work.resolve("runtime"), "--compress", "zip-6",
                "--no-header-files", "--no-man-pages", "--strip-debug", "--include-locales",
                "en,de,fr,es,it,pt,nl,pl,zh,ja,ko", "--add-modules", String.join(",", modules));
    }

    private void image(Path input) throws IOException {
        var arguments = new ArrayList<Object>(List.of("--type", "app-image", "--name", system.name, "--app-version",
                version, "--runtime-image", work.resolve("runtime"), "--dest", work.resolve("image"), "--input", input,
                "--main-jar", mainJar(input), "--main-class", MAIN, "--icon", icon(), "--java-options",
                "--enable-native-access=javafx.graphics,ALL-UNNAMED"));
        for (var line : Files.readAllLines(dist.resolve("lib/jvm.options"))) {
            if (line.startsWith("-")) {
                arguments.addAll(List.of("--java-options", line));
            }
        }
        arguments.addAll(described());
        if (system == System.WINDOWS) {
            // A program with windows has no console there: a second launcher prints.
            var console = Files.writeString(work.resolve("console.properties"), "win-console=true\n");
            arguments.addAll(List.of("--add-launcher", "tollgate-console=" + console));
        }
        tool("jpackage", arguments.toArray());
    }

    /** What a new price would do to the demo's calls: a hundred thousand are read for it, and a person waits. */
    private void preview(Path home) throws IOException, InterruptedException {
        var now = Instant.now();
        var body = """
                {"prices": [{"provider": "simulated", "model": "sim-small", "from": "2026-01-01", "input": 1, "output": 2}],
                 "from": "%s", "to": "%s"}""".formatted(now.minus(Duration.ofDays(1)), now);
        var request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + Files.readString(home.resolve("port")).strip()
                        + "/tollgate/v1/prices/what-if"))
                .header("Authorization", "Bearer " + Files.readString(home.resolve("admin.key")).strip())
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 20; i++) {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    throw new IOException("status " + status);
                }
            }
        }
    }

    /**
     * Halves the work before the first window: the JVM keeps the parsed classes of one run of the demo. Not their links: a
     * linked class is loaded at every start, and `--headless` promises to load none of JavaFX; it was no faster either.
     */
    private void train() throws IOException, InterruptedException {
        if (system != System.LINUX) {
            return;
        }
        var launcher = appImage().resolve("bin").resolve(system.name);
        var app = appImage().resolve("lib/app");
        var cache = app.resolve("tollgate.aot");
        var builder = new ProcessBuilder(launcher.toString(), "--demo", "--home", work.resolve("home").toString());
        builder.environment().remove("DISPLAY");
        builder.environment().put("JAVA_TOOL_OPTIONS",
                "-XX:AOTCacheOutput=" + cache
                + " -XX:-AOTClassLinking -Dglass.platform=Headless -Dprism.order=sw");
        builder.redirectErrorStream(true).redirectOutput(work.resolve("train.log").toFile());
        var demo = builder.start();
        if (!demo.waitFor(40, TimeUnit.SECONDS)) {
            try {
                preview(work.resolve("home"));
            } catch (IOException unanswered) {
                say("no price was previewed in the demo, and the first one will take longer: " + unanswered);
            }
            demo.destroy(); // asks; the JVM writes the cache on its way out
            demo.waitFor(120, TimeUnit.SECONDS);
        }
        if (Files.exists(cache)) {
            var settings = app.resolve(system.name + ".cfg");
            Files.writeString(settings, Files.readString(settings) + "java-options=-XX:AOTCache=$APPDIR/tollgate.aot\n");
            say("cache of " + Files.size(cache) / 1_000_000 + " MB");
        } else {
            say("no cache was written, see below; the program starts slower and is complete otherwise");
            say(Files.readString(work.resolve("train.log")));
        }
    }

    private void archive() throws IOException, InterruptedException {
        var name = "tollgate-" + version + "-linux-" + java.lang.System.getProperty("os.arch") + ".tar.gz";
        process("tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "-C", work.resolve("image"), "-czf",
                out.resolve(name), system.name);
    }

    private void installer(String type, Object... more) throws IOException {
        var arguments = new ArrayList<Object>(List.of("--type", type, "--name", system.name, "--app-version", version,
                "--app-image", appImage(), "--dest", out, "--icon", icon(), "--license-file",
                Path.of("../LICENSE").toAbsolutePath().normalize()));
        arguments.addAll(described());
        var resources = Path.of(system.name().toLowerCase()).toAbsolutePath().normalize();
        if (Files.isDirectory(resources)) {
            arguments.addAll(List.of("--resource-dir", resources));
        }
        arguments.addAll(List.of(more));
        tool("jpackage", arguments.toArray());
    }

    private List<String> described() {
        return List.of("--vendor", "The Tollgate authors", "--description",
                "LLM gateway with a console: budgets, prices, routes");
    }

    private Path icon() {
        return switch (system) {
            case LINUX -> icons.resolve("tollgate-512.png");
            case MACOS -> icons.resolve("tollgate.icns");
            case WINDOWS -> icons.resolve("tollgate.ico");
        };
    }

    private Path appImage() {
        return work.resolve("image").resolve(system == System.MACOS ? system.name + ".app" : system.name);
    }

    private static String mainJar(Path input) throws IOException {
        return list(input, ".jar").stream().map(jar -> jar.getFileName().toString())
                .filter(name -> name.startsWith("app-")).findFirst().orElseThrow();
    }

    private void sums() throws IOException, NoSuchAlgorithmException {
        var text = new StringBuilder();
        for (var file : list(out, "")) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(file));
            text.append(HexFormat.of().formatHex(digest.digest())).append("  ").append(file.getFileName()).append('\n');
        }
        Files.writeString(out.resolve("SHA256SUMS"), text);
        say("in " + out + ":\n" + text);
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static boolean present(String command) {
        return Arrays.stream(java.lang.System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static void tool(String name, Object... arguments) {
        var tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this JDK has no " + name));
        if (tool.run(java.lang.System.out, java.lang.System.err, strings(arguments)) != 0) {
            throw new IllegalStateException(name + " failed");
        }
    }

    private static void process(Object... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(strings(command)).inheritIO().start().waitFor() != 0) {
            throw new IOException(command[0] + " failed");
        }
    }

    private static String[] strings(Object... objects) {
        return Arrays.stream(objects).map(Object::toString).toArray(String[]::new);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void say(String line) {
        java.lang.System.out.println(line);
    }
}
