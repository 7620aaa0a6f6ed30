/// The only bridge from engine to UI thread: one snapshot ten times a second, queries off-thread, newest wins.
@NullMarked
package dev.tollgate.console.feed;

import org.jspecify.annotations.NullMarked;
