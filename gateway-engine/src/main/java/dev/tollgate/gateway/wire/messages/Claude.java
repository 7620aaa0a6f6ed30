package dev.tollgate.gateway.wire.messages;

import java.util.regex.Pattern;

/// What a model of Anthropic's takes, by the generation in its name (Anthropic's migration guide and pages on thinking,
/// effort and sampling): Anthropic refuses fields that it took a year before. Immutable.
///
/// @param version 406 for 4.6; 0 where the name tells none, such as another vendor's model behind this protocol
/// @param always thinks whether asked or not, and refuses to be told not to
public record Claude(int version, boolean always) {
    /// `claude-opus-4-6-v1`, `claude-3-7-sonnet@20250219`, `claude-4.7-opus`; a date is no minor version.
    private static final Pattern GENERATION =
            Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");
    private static final int NEWEST = 500;
    /// Opus 4 writes no more, and nothing since then writes less.
    private static final long CAP = 32_000;

    /// By the name that Anthropic, Bedrock or Google give it.
    public static Claude of(String model) {
        boolean always = model.contains("claude-mythos") || model.contains("claude-fable");
        var found = GENERATION.matcher(model);
        if (!found.find()) {
            return new Claude(always ? NEWEST : 0, always);
        }
        int minor = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        return new Claude(Integer.parseInt(found.group(1)) * 100 + minor, always);
    }

    /// Decides itself how much to think and takes an effort; later ones refuse a budget.
    public boolean adaptive() {
        return version >= 406;
    }

    public boolean extraHigh() {
        return version >= 407;
    }

    public boolean samples() {
        return version < 407;
    }

    /// Refuses `temperature` together with `top_p`.
    public boolean oneOfTwo() {
        return version >= 401;
    }

    public boolean strictTools() {
        return version >= 405;
    }

    /// Does not think unless asked, so that not to think need not be said.
    public boolean quiet() {
        return version > 0 && version < NEWEST;
    }

    /// The most that every model of this generation writes, for where the catalogue knows no better.
    public long cap() {
        boolean old = version > 0 && version < 307;
        return !old ? CAP : version < 305 ? 4_096 : 8_192;
    }
}
