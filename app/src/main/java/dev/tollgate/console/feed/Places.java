package dev.tollgate.console.feed;

import dev.tollgate.gateway.term.Dimension;
import java.util.List;

/// How a page leads to another one, or changes what all of them show; implemented by the frame.
public interface Places {
    /// The pages there are, in the order of the rail.
    enum Name {
        LIVE,
        REQUESTS,
        SPEND,
        KEYS,
        ROUTES,
        PRICES,
        SMOKE,
        ALARMS,
        SETTINGS
    }

    /// Opens a page for this time and filter.
    void open(Name page, View view);

    /// Opens the budgets, tightest first.
    default void openBudgets() {
        open(Name.KEYS, View.NOW);
    }

    /// Opens a page at one of its tabs, by the tab's name.
    default void openTab(Name page, String tab) {
        open(page, View.NOW);
    }

    /// Opens one request in the inspector of the Requests page.
    void openRequest(String id);

    void range(TimeRange range);

    void filter(Filter filter);

    /// Opens the stop sheet with this subject preselected.
    ///
    /// @param subject a key's name, or the text of any other subject
    void stop(String subject);

    /// Says what was done; `undo` is run when the user takes it back within ten seconds.
    void toast(String text, List<Undo> undo);

    /// One way back.
    record Undo(String label, Runnable action) {}

    /// Dimensions the charts can be grouped by.
    List<Dimension> GROUPS = List.of(Dimension.KEY, Dimension.MODEL, Dimension.ROUTE, Dimension.PROVIDER,
            Dimension.CUSTOMER, Dimension.FEATURE);
}
