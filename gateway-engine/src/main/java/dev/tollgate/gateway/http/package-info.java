/// The listener: the only package that sees the server socket.
@NullMarked
package dev.tollgate.gateway.http;

import org.jspecify.annotations.NullMarked;
