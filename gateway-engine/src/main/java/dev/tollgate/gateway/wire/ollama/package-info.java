/// Ollama's own chat in the neutral form and back.
@NullMarked
package dev.tollgate.gateway.wire.ollama;

import org.jspecify.annotations.NullMarked;
