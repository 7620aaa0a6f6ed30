package dev.tollgate.console.chart;

import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Money.Certainty;
import dev.tollgate.console.fx.Palette;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// How one request's cost came about: a row per part, each starting where the last ended, so that the eye adds up what
/// the ledger did. A click picks a part.
public final class Waterfall extends Painted {
    static final double ROW = 22;
    static final double TOP = 18;
    private final Tooltip tip = new Tooltip();
    private Cost cost = new Cost(List.of(), 0, Certainty.NONE, OptionalLong.empty());
    private Consumer<Part> onPick = _ -> {};
    private @Nullable Part picked;

    public Waterfall() {
        super(240, TOP + ROW);
        setFocusTraversable(true);
        setOnMouseClicked(event -> partAt(event.getY()).ifPresent(this::pick));
        setOnMouseMoved(event -> tip.setText(partAt(event.getY()).map(Part::hover).orElse("")));
        setOnKeyPressed(event -> {
            switch (event.getCode()) {
                case UP -> move(-1);
                case DOWN -> move(1);
                default -> {
                    return;
                }
            }
            event.consume();
        });
    }

    /// How far a part can be trusted; each is filled differently.
    public enum Kind {
        MEASURED,
        ESTIMATED,
        AT_LEAST,
        PROVIDER
    }

    /// One row.
    ///
    /// @param picos negative for a discount, which runs leftward
    /// @param slot colour; 0 is grey, as for failed attempts
    /// @param outlined share of the part drawn as an outline inside it (reasoning in output), not added; 0 for none
    /// @param hover `46,080 × $0.300/1M = $0.013824`
    public record Part(String label, long picos, Kind kind, int slot, double outlined, String hover) {
        public Part(String label, long picos, Kind kind, int slot) {
            this(label, picos, kind, slot, 0, "");
        }

        Certainty certainty() {
            return switch (kind) {
                case MEASURED, PROVIDER -> Certainty.MEASURED;
                case ESTIMATED -> Certainty.ESTIMATED;
                case AT_LEAST -> Certainty.AT_LEAST;
            };
        }
    }

    /// All rows of one request.
    ///
    /// @param ghost what it would have cost without the cache, shown dashed
    public record Cost(List<Part> parts, long total, Certainty certainty, OptionalLong ghost) {
        public Cost {
            parts = List.copyOf(parts);
        }
    }

    public void set(Cost next) {
        cost = next;
        picked = null;
        double height = TOP + ROW * (next.parts().size() + 1 + (next.ghost().isPresent() ? 1 : 0));
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        setAccessibleText(sentence());
        paint();
        var hovers = next.parts().stream().anyMatch(part -> !part.hover().isEmpty());
        if (hovers) {
            Tooltip.install(this, tip);
        } else {
            Tooltip.uninstall(this, tip);
        }
    }

    /// Tells which part was clicked or reached by the arrows.
    public void setOnPick(Consumer<Part> handler) {
        onPick = handler;
    }

    public void pick(Part part) {
        picked = part;
        paint();
        onPick.accept(part);
    }

    private void move(int by) {
        if (!cost.parts().isEmpty()) {
            int from = cost.parts().indexOf(picked);
            int next = Math.clamp((long) from + by, 0, cost.parts().size() - 1);
            pick(cost.parts().get(next));
        }
    }

    private Optional<Part> partAt(double y) {
        int row = (int) Math.floor((y - TOP) / ROW);
        boolean inside = row >= 0 && row < cost.parts().size();
        return inside ? Optional.of(cost.parts().get(row)) : Optional.empty();
    }

    private String sentence() {
        var parts = cost.parts().stream()
                .map(part -> part.label() + " " + Money.cell(part.picos(), part.certainty()))
                .collect(Collectors.joining(", "));
        return "Cost " + Money.cell(cost.total(), cost.certainty()) + ": " + parts;
    }

    @Override
    void paint(GraphicsContext pen, double width, double height, Palette palette) {
        new WaterfallPainter(pen, cost, width, palette).paint(cost.parts().indexOf(picked));
    }
}
