/// The price table: what each model costs from when on, edited with its effect shown first.
@NullMarked
package dev.tollgate.console.prices;

import org.jspecify.annotations.NullMarked;
