/// The setup card of a fresh home: choose a provider, connect a client, see the first call.
@NullMarked
package dev.tollgate.console.setup;

import org.jspecify.annotations.NullMarked;
