/// Smoke tests: what a provider's model really does, tried with real calls, with causes in words.
@NullMarked
package dev.tollgate.gateway.smoke;

import org.jspecify.annotations.NullMarked;
