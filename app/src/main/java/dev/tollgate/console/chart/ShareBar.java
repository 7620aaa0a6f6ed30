package dev.tollgate.console.chart;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Palette;
import javafx.scene.canvas.GraphicsContext;

/// A share beside its percentage, 40 × 8: linear from zero, so that rows compare.
public final class ShareBar extends Painted {
    private double share;
    private int slot;

    public ShareBar() {
        this(40);
    }

    public ShareBar(double width) {
        super(width, 8);
        setMaxSize(width, 8);
    }

    /// Paints a share in the colour of a slot.
    ///
    /// @param part 0 to 1; NaN is an empty bar
    public void set(double part, int seriesSlot) {
        share = part;
        slot = seriesSlot;
        setAccessibleText(Format.share(part));
        paint();
    }

    @Override
    void paint(GraphicsContext pen, double width, double height, Palette palette) {
        Ink.box(pen, 0, 0, width, height, palette.grid());
        if (share > 0) {
            Ink.box(pen, 0, 0, Math.max(1, Math.min(share, 1) * width), height, palette.slot(slot));
        }
    }
}
