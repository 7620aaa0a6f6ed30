package dev.tollgate.gateway.config;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which of Amazon's regions a provider's calls are signed for. Pure.
public final class AwsRegion {
    /// What to do where there is none, as a clause.
    public static final String MISSING =
            "AWS keys sign each call for a region, and the host of base_url names none: set region, such as us-east-1";

    private static final Pattern NAME = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d{1,2}");
    /// `bedrock-runtime.us-east-1.amazonaws.com`, those of FIPS, of private links, of China, `….api.aws`.
    private static final Pattern HOST =
            Pattern.compile("(?:.+\\.)?bedrock-runtime(?:-fips)?\\.(" + NAME.pattern() + ")\\..+");

    private AwsRegion() {}

    /// The provider's own entry, else what its host's name says.
    public static Optional<String> of(Provider provider) {
        return provider.region().filter(region -> !region.isBlank()).or(() -> named(provider.baseUrl()));
    }

    static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    private static Optional<String> named(String baseUrl) {
        try {
            var host = URI.create(baseUrl).getHost();
            var found = HOST.matcher(host == null ? "" : host);
            return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }
}
