package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.Head;
import org.jspecify.annotations.Nullable;

/// One request's head with what the framing needs already picked out of it. Filled by [HeadReader], then only read.
final class RequestHead {
    static final long NO_LENGTH = -1;

    String method = "";
    String target = "";
    boolean http11 = true;
    Head head = Head.EMPTY;
    @Nullable
    String host;
    @Nullable
    String origin;
    @Nullable
    String expect;
    @Nullable
    String coding;
    @Nullable
    String requestId;
    boolean close;
    boolean keep;
    boolean chunked;
    long length = NO_LENGTH;

    boolean keepsConnection() {
        return http11 ? !close : keep && !close;
    }

    boolean hasBody() {
        return chunked || length > 0;
    }

    boolean expectsContinue() {
        return http11 && expect != null;
    }
}
