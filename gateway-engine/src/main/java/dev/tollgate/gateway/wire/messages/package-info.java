/// Anthropic's Messages API: what its clients ask and its providers answer, read into neutral words and written from them.
@NullMarked
package dev.tollgate.gateway.wire.messages;

import org.jspecify.annotations.NullMarked;
