/// The living traffic of the demo; knows no JavaFX.
@NullMarked
package dev.tollgate.console.demo;

import org.jspecify.annotations.NullMarked;
