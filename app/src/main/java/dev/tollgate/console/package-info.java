/// The desktop console: command line, window, and the gateway inside it.
@NullMarked
package dev.tollgate.console;

import org.jspecify.annotations.NullMarked;
