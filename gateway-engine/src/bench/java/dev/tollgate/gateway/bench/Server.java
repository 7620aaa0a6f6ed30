package dev.tollgate.gateway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server under test: its port, its processor time, its memory.
record Server(String name, int port, Process process) implements AutoCloseable {
    private static final long TICKS_PER_SECOND = 100;

    /// Starts a main class of the benchmark's class path and waits until it names its port.
    static Server java(String name, Class<?> main, List<String> flags, String... arguments) throws IOException {
        return java(name, main, System.getProperty("java.class.path"), flags, arguments);
    }

    static Server java(String name, Class<?> main, String classPath, List<String> flags, String... arguments)
            throws IOException {
        var command = command(flags, classPath, main);
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return new Server(name, Integer.parseInt(line.substring(5)), process);
            }
        }
        throw new IOException(name + " did not start");
    }

    /// Runs a main class to its end, in a process of its own that prints where we print.
    static void alone(Class<?> main, List<String> flags) throws IOException, InterruptedException {
        alone(main, System.getProperty("java.class.path"), flags);
    }

    static void alone(Class<?> main, String classPath, List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        var command = command(flags, classPath, main);
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(main.getSimpleName() + " ended with " + code);
        }
    }

    private static List<String> command(List<String> flags, String classPath, Class<?> main) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        return command;
    }

    /// User and system time of the process and its children, in nanoseconds.
    long cpuNanos() throws IOException {
        long ticks = ticks(process.pid());
        for (var child : process.descendants().toList()) {
            ticks += ticks(child.pid());
        }
        return ticks * (1_000_000_000L / TICKS_PER_SECOND);
    }

    /// Of it, the time of the JVM's compiler: work of the first minutes, told apart.
    long compilerNanos() throws IOException {
        long ticks = 0;
        try (var threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (var thread : threads.toList()) {
                ticks += compilerTicks(thread);
            }
        }
        return ticks * (1_000_000_000L / TICKS_PER_SECOND);
    }

    /// None of a thread that has ended since the list was made.
    private static long compilerTicks(Path thread) {
        try {
            boolean compiles = Files.readString(thread.resolve("comm")).matches("C[12] Comp.*\\s*");
            return compiles ? ticks(thread.resolve("stat")) : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static long ticks(long pid) throws IOException {
        return ticks(Path.of("/proc/" + pid + "/stat"));
    }

    private static long ticks(Path file) throws IOException {
        var stat = Files.readString(file);
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /// Resident memory in megabytes.
    long residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(l -> l.startsWith("VmRSS")).mapToLong(l -> Long.parseLong(l.replaceAll("\\D", ""))).findFirst()
                .orElse(0) / 1_000;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
