/// OpenAI's Responses API: what its clients ask and its providers answer, read into neutral words and written from them.
@NullMarked
package dev.tollgate.gateway.wire.responses;

import org.jspecify.annotations.NullMarked;
