/// The page Keys: virtual keys with their limits, and the budgets with what is held in them.
@NullMarked
package dev.tollgate.console.keys;

import org.jspecify.annotations.NullMarked;
