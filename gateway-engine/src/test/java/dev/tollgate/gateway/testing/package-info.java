/// What tests of several packages share: a provider on a raw socket that misbehaves as told.
package dev.tollgate.gateway.testing;
