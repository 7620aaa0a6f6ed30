package dev.tollgate.console.fx;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Pico-dollars as text. Rounded half up first, then the tier is picked, so $0.0999999 reads `$0.10`, never `$0.100`.
public final class Money {
    /// Nothing was used, so nothing can cost.
    public static final String NONE = "–";
    public static final String FREE = "free";
    public static final String UNPRICED = "unpriced";

    private static final BigDecimal TEN_THOUSAND = new BigDecimal(10_000);
    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");
    private static final BigDecimal SMALLEST = new BigDecimal("0.0000005");
    private static final String TINY = "<$0.000001";
    private static final char FIGURE_SPACE = '\u2007';

    private Money() {}

    /// How sure a cell is of its amount; each looks different, also without colour.
    public enum Certainty {
        MEASURED,
        ESTIMATED,
        AT_LEAST,
        FREE,
        NONE,
        UNPRICED,
        SAVED
    }

    /// For tiles, totals and axes: `$12,480`, `$4.18`, `$0.042`, `$0.000213`.
    public static String sum(long picos) {
        return signed(picos, sumOf(dollars(picos).abs()));
    }

    /// A total says what it leaves out: `$4.10 + 3 unpriced`.
    public static String sum(long picos, long unpriced) {
        return unpriced == 0 ? sum(picos) : sum(picos) + " + " + Format.count(unpriced) + " " + UNPRICED;
    }

    /// The part of a total that is not settled: `(of it ≈$1.10)`; empty for none.
    public static String ofIt(long estimatedPicos) {
        return estimatedPicos == 0 ? "" : "(of it ≈" + sum(estimatedPicos) + ")";
    }

    /// Tick label: as `sum`, but the origin is `$0` and small round steps have no trailing zeros: `$0.02`.
    public static String axis(double picos) {
        if (picos == 0) {
            return "$0";
        }
        var text = sum(Math.round(picos));
        return picos < 1e11 && text.indexOf('.') > 0 ? text.replaceAll("0+$", "") : text;
    }

    /// For table cells: six decimals below a dollar, two above; zero is `free`.
    public static String cell(long picos) {
        return picos == 0 ? FREE : signed(picos, cellOf(dollars(picos).abs()));
    }

    public static String cell(long picos, Certainty certainty) {
        return switch (certainty) {
            case MEASURED -> cell(picos);
            case ESTIMATED -> marked('≈', picos);
            case AT_LEAST -> marked('≥', picos);
            case FREE -> FREE;
            case NONE -> NONE;
            case UNPRICED -> UNPRICED;
            case SAVED -> "saved " + (picos == 0 ? "$0.00" : cell(picos));
        };
    }

    /// Hover, clipboard and CSV: every digit, no sign of currency, `.` as point.
    public static String exact(long picos) {
        return picos == 0 ? "0" : dollars(picos).stripTrailingZeros().toPlainString();
    }

    /// The signed difference of two amounts: `+$10.88`, `−$0.47`.
    public static String delta(long picos) {
        return picos > 0 ? "+" + sum(picos) : sum(picos);
    }

    public static String perHour(long picosPerHour) {
        return sum(picosPerHour) + "/h";
    }

    /// A price: at least two decimals, more only where the price has them: `$3.00/1M`, `$0.075/1M`.
    public static String perMillion(long picosPerMillion) {
        var plain = dollars(picosPerMillion).stripTrailingZeros();
        return "$" + plain.setScale(Math.max(2, plain.scale()), RoundingMode.UNNECESSARY).toPlainString() + "/1M";
    }

    /// Fills with figure spaces until `decimals` digits could stand behind the point, so that right-aligned cells have
    /// their points in one line; words stay at the edge.
    public static String aligned(String money, int decimals) {
        int point = money.lastIndexOf('.');
        boolean word = money.isEmpty() || !Character.isDigit(money.charAt(money.length() - 1));
        if (word) {
            return money;
        }
        int missing = point < 0 ? decimals + 1 : decimals - (money.length() - point - 1);
        return money + String.valueOf(FIGURE_SPACE).repeat(Math.max(0, missing));
    }

    private static String marked(char mark, long picos) {
        var text = picos == 0 ? "$0.00" : cell(picos);
        return text.startsWith("<") ? text : mark + text;
    }

    private static String signed(long picos, String text) {
        return picos < 0 ? "−" + text : text;
    }

    private static String sumOf(BigDecimal amount) {
        if (amount.signum() == 0) {
            return "$0.00";
        }
        if (amount.compareTo(SMALLEST) < 0) {
            return TINY;
        }
        var cents = round(amount, 2);
        if (cents.compareTo(TEN_THOUSAND) >= 0) {
            return Format.grouped(round(amount, 0));
        }
        var mills = round(amount, 3);
        if (mills.compareTo(TENTH) >= 0) {
            return Format.grouped(cents);
        }
        var three = round(amount, significant(amount));
        return three.compareTo(HUNDREDTH) >= 0
                ? Format.grouped(mills)
                : "$" + three.stripTrailingZeros().toPlainString();
    }

    private static String cellOf(BigDecimal amount) {
        if (amount.compareTo(SMALLEST) < 0) {
            return TINY;
        }
        var micros = round(amount, 6);
        return micros.compareTo(BigDecimal.ONE) >= 0 ? Format.grouped(round(amount, 2)) : "$" + micros.toPlainString();
    }

    /// Decimals that leave three significant digits, six at most.
    private static int significant(BigDecimal amount) {
        int leading = amount.scale() - amount.precision();
        return Math.min(6, leading + 3);
    }

    private static BigDecimal round(BigDecimal amount, int decimals) {
        return amount.setScale(decimals, RoundingMode.HALF_UP);
    }

    private static BigDecimal dollars(long picos) {
        return BigDecimal.valueOf(picos, 12);
    }
}
