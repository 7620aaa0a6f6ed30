/// Benchmarks that measure the gateway and a reference in the same run.
@NullMarked
package dev.tollgate.gateway.bench;

import org.jspecify.annotations.NullMarked;
