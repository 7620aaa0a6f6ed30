/// The page Smoke tests: targets by checks, what is wrong in words, what changed.
@NullMarked
package dev.tollgate.console.smoke;

import org.jspecify.annotations.NullMarked;
