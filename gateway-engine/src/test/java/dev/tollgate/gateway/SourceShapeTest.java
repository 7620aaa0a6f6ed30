package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sizes of both modules' sources, measured on the syntax tree: what does not fit on a screen is not read.
class SourceShapeTest {
    private static final int LONGEST_METHOD = 40;
    private static final int LONGEST_FILE = 400;

    /// The console's sources stand beside ours: it has no test of its own for this.
    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "../app/src/main/java"})
    void noMethodIsLongerThanAScreenAndNoFileThanTen(Path sources) throws IOException {
        var files = new ArrayList<JavaFileObject>();
        try (var paths = Files.walk(sources)) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".java")).sorted().toList()) {
                files.add(source(sources.relativize(path).toString(), Files.readString(path)));
            }
        }
        assertTrue(files.size() > 50, "no sources in " + sources.toAbsolutePath());
        assertEquals(List.of(), tooLong(files));
    }

    @Test
    void aMethodOfFortyLinesPassesAndOneMoreDoesNot() throws IOException {
        assertEquals(List.of(), tooLong(List.of(source("A.java", method(LONGEST_METHOD)))));
        assertEquals(List.of("A.java: a() has 41 lines"), tooLong(List.of(source("A.java", method(41)))));
    }

    @Test
    void aFileOfFourHundredLinesPassesAndOneMoreDoesNot() throws IOException {
        assertEquals(List.of(), tooLong(List.of(source("A.java", "class A {" + "\n".repeat(399) + "}\n"))));
        assertEquals(List.of("A.java has 401 lines"),
                tooLong(List.of(source("A.java", "class A {" + "\n".repeat(400) + "}\n"))));
    }

    private static String method(int lines) {
        return "class A {\n/// Words above do not count.\n@Deprecated void a() {\n" + "int x;\n".repeat(lines - 2)
                + "}\n}\n";
    }

    private static List<String> tooLong(List<JavaFileObject> files) throws IOException {
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null,
                List.of("-proc:none"), null, files);
        var found = new ArrayList<String>();
        var positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            var name = unit.getSourceFile().getName().substring(1);
            long lines = unit.getSourceFile().getCharContent(true).toString().lines().count();
            if (lines > LONGEST_FILE) {
                found.add(name + " has " + lines + " lines");
            }
            new Measure(unit, positions, name, found).scan(unit, null);
        }
        return found;
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static final class Measure extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String file;
        private final List<String> found;

        Measure(CompilationUnitTree unit, SourcePositions positions, String file, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.file = file;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            var body = method.getBody();
            if (body != null) {
                Tree from = method.getReturnType() == null ? body : method.getReturnType();
                measure(from, body, method.getName() + "()");
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree lambda, Void none) {
            if (lambda.getBody() instanceof BlockTree body) {
                measure(body, body, "a lambda");
            }
            return super.visitLambdaExpression(lambda, null);
        }

        private void measure(Tree from, Tree to, String what) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, from));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, to) - 1);
            if (last - first + 1 > LONGEST_METHOD) {
                found.add(file + ": " + what + " has " + (last - first + 1) + " lines");
            }
        }
    }
}
