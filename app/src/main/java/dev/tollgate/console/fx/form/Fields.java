package dev.tollgate.console.fx.form;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Makes fields. `name` is the label and the accessible name, `hint` the words below while nothing is wrong.
public final class Fields {
    private Fields() {}

    /// One line of text, stripped.
    public static Field<String> text(String name, String hint) {
        return typed(name, hint, text -> Read.good(text.strip()), text -> text);
    }

    /// Several lines of text as they are.
    ///
    /// @param rows lines shown at once
    public static Field<String> area(String name, String hint, int rows) {
        return new Field<>(name, hint, Inputs.area(rows, Read::good, text -> text));
    }

    /// Several lines with a meaning of their own.
    ///
    /// @param rows lines shown at once
    public static <T> Field<T> typedArea(String name, String hint, int rows, Function<String, Read<T>> read,
            Function<T, String> print) {
        return new Field<>(name, hint, Inputs.area(rows, read, print));
    }

    /// Masked, with an eye.
    public static Field<String> secret(String name, String hint) {
        return new Field<>(name, hint, Inputs.secret());
    }

    /// Anything typed: what it means, and how that is written.
    public static <T> Field<T> typed(String name, String hint, Function<String, Read<T>> read,
            Function<T, String> print) {
        return new Field<>(name, hint, Inputs.line(read, print));
    }

    /// A whole number in a range, or nothing: `600`, `200k`.
    public static Field<OptionalLong> number(String name, String hint, long least, long most) {
        return typed(name, hint, Texts::whole, Texts::print).checked(Check.that(
                number -> number.isEmpty() || (number.getAsLong() >= least && number.getAsLong() <= most),
                "Write a number from " + least + " to " + most + "."));
    }

    /// A decimal number, or nothing: `2.5`.
    public static Field<Optional<BigDecimal>> decimal(String name, String hint) {
        return typed(name, hint, Texts::decimal, value -> value.map(BigDecimal::toPlainString).orElse(""));
    }

    /// US dollars as pico-dollars, or nothing.
    public static Field<OptionalLong> usd(String name, String hint) {
        return typed(name, hint, Texts::usd, Texts::printUsd);
    }

    /// US dollars per million tokens as pico-dollars per token, or nothing.
    public static Field<OptionalLong> usdPerMillion(String name, String hint) {
        return typed(name, hint, Texts::usdPerMillion, Texts::printUsdPerMillion);
    }

    /// A duration in a range, or nothing: `5s`, `30d`.
    public static Field<Optional<Duration>> duration(String name, String hint, Duration least, Duration most) {
        return typed(name, hint, Texts::duration, Texts::print).checked(Check.that(
                time -> time.isEmpty()
                        || (time.get().compareTo(least) >= 0 && time.get().compareTo(most) <= 0),
                "Write a time from " + Texts.print(Optional.of(least)) + " to " + Texts.print(Optional.of(most))
                        + "."));
    }

    /// A day or minute of a zone, or nothing: `2026-12-31 18:00`.
    public static Field<Optional<Instant>> moment(String name, String hint, ZoneId zone) {
        return typed(name, hint, text -> Texts.moment(text, zone), at -> Texts.printMoment(at, zone));
    }

    /// Up to five options side by side.
    ///
    /// @param options at least one; starts with the first
    public static <T> Field<T> choice(String name, String hint, List<T> options, Function<? super T, String> words) {
        return new Field<>(name, hint, Inputs.choice(name, options, words));
    }

    /// Many options, searchable from nine on.
    ///
    /// @param options at least one; starts with the first
    public static <T> Field<T> combo(String name, String hint, List<T> options, Function<? super T, String> words) {
        return new Field<>(name, hint, Inputs.combo(options, words));
    }

    /// Any number of options.
    ///
    /// @param none what no choice means, such as `all routes`
    public static <T> Field<List<T>> checks(String name, String hint, List<T> options, String none,
            Function<? super T, String> words) {
        return new Field<>(name, hint, Inputs.checks(options, none, words));
    }

    /// On or off.
    ///
    /// @param words what holds while it is on
    public static Field<Boolean> toggle(String name, String hint, String words) {
        return new Field<>(name, hint, Inputs.toggle(words));
    }
}
