/// What page tests share.
@NullMarked
package dev.tollgate.console.testing;

import org.jspecify.annotations.NullMarked;
