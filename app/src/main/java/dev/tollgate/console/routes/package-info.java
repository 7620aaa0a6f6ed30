/// Providers and routes: who can be asked, in which order, and what would become of a call.
@NullMarked
package dev.tollgate.console.routes;

import org.jspecify.annotations.NullMarked;
