package dev.tollgate.gateway.admin;

import java.util.Optional;

/// The product's version, from the jar it was packed into.
public final class Version {
    public static final String CURRENT = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
