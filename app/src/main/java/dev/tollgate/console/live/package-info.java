/// The page that shows what burns now, how much, and where to stop it.
@NullMarked
package dev.tollgate.console.live;

import org.jspecify.annotations.NullMarked;
