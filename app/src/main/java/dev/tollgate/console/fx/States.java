package dev.tollgate.console.fx;

import javafx.css.PseudoClass;
import javafx.scene.Node;

/// The pseudo-classes of rows and cells; a layer of background each, so that nothing shifts when one comes or goes.
public final class States {
    /// Row: money is burning here.
    public static final PseudoClass BURNING = PseudoClass.getPseudoClass("burning");
    /// Row or cell: changed, not committed.
    public static final PseudoClass PENDING = PseudoClass.getPseudoClass("pending");
    /// Row: marked for a diff.
    public static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    /// Row: finished, its slot not yet reused.
    public static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");
    /// Row: needs a look.
    public static final PseudoClass WARNED = PseudoClass.getPseudoClass("warned");
    /// Row: stopped by us, striped.
    public static final PseudoClass PAUSED = PseudoClass.getPseudoClass("paused");
    /// Row: the totals.
    public static final PseudoClass SUM = PseudoClass.getPseudoClass("sum");
    /// STOP: a critical alarm is open.
    public static final PseudoClass HOT = PseudoClass.getPseudoClass("hot");

    static final PseudoClass UNPRICED = PseudoClass.getPseudoClass("unpriced");
    static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

    private States() {}

    public static void set(Node node, PseudoClass state, boolean on) {
        node.pseudoClassStateChanged(state, on);
    }
}
