package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageContent.Order;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order, line by line, with what it comes to in each currency. */
public record Cart(
        String title,
        List<Line> lines,
        List<String> totals,
        @Nullable WrittenText note) {
    private static final int MOST_DIGITS = 30;
    private static final int MOST_DECIMALS = 6;

    /**
     * So many of a product.
     *
     * @param each for example {@code 2 × USD 30.00}
     * @param sum null when it cannot be reckoned
     */
    public record Line(
            String product, String each, @Nullable String sum) {}

    public static Cart of(Order order) {
        Map<String, BigDecimal> totals = new LinkedHashMap<>();
        boolean reckoned = true;
        for (Order.Line line : order.lines()) {
            if (isSane(line.quantity()) && isSane(line.price())) {
                totals.merge(currency(line), line.quantity().multiply(line.price()), BigDecimal::add);
            } else {
                reckoned = false;
            }
        }
        int products = order.lines().size();
        return new Cart(
                products == 1 ? "Order, 1 product" : "Order, " + products + " products",
                order.lines().stream().map(Cart::line).toList(),
                reckoned
                        ? totals.entrySet().stream()
                                .map(total -> money(total.getKey(), total.getValue()))
                                .toList()
                        : List.of(),
                order.note() == null ? null : WrittenText.of(order.note().value()));
    }

    private static Line line(Order.Line line) {
        boolean reckoned = isSane(line.quantity()) && isSane(line.price());
        return new Line(
                ShownText.label(line.product(), "Unnamed product"),
                number(line.quantity(), 0) + " × " + money(currency(line), line.price()),
                reckoned ? money(currency(line), line.quantity().multiply(line.price())) : null);
    }

    private static String currency(Order.Line line) {
        return ShownText.label(line.currency(), "?").toUpperCase(Locale.ROOT);
    }

    private static String money(String currency, BigDecimal amount) {
        return currency + "\u00A0" + number(amount, minorDigits(currency));
    }

    private static int minorDigits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 0;
        }
    }

    private static String number(BigDecimal number, int leastDecimals) {
        if (!isSane(number)) {
            return number.toString();
        }
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMinimumFractionDigits(leastDecimals);
        format.setMaximumFractionDigits(Math.max(leastDecimals, MOST_DECIMALS));
        return format.format(number);
    }

    /** Whether it can be written out; {@code 1E+999999999} is a number too. */
    private static boolean isSane(BigDecimal number) {
        return number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
    }
}
