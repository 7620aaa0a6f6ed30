/// OpenAI's chat completions, and everything that imitates them, read into the neutral form and written out of it.
@NullMarked
package dev.tollgate.gateway.wire.chat;

import org.jspecify.annotations.NullMarked;
