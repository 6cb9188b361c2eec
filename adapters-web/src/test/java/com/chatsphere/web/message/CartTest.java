package com.chatsphere.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.domain.message.MessageContent.Order;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CartTest {
    @Test
    void sumsUpEachCurrencyWithItsOwnMinorDigits() {
        Cart cart = cart(
                line("2", "30", "USD"), line("1", "7.99", "USD"), line("3", "1200", "JPY"), line("1", "1.5", "KWD"));

        assertThat(cart.lines())
                .extracting(Cart.Line::each)
                .containsExactly("2 × USD\u00A030.00", "1 × USD\u00A07.99", "3 × JPY\u00A01,200", "1 × KWD\u00A01.500");
        assertThat(cart.totals()).containsExactly("USD\u00A067.99", "JPY\u00A03,600", "KWD\u00A01.500");
    }

    @Test
    void writesOutNoNumberThatWouldFillThePage() {
        Cart cart = cart(line("1E+999999999", "1E+999999999", "USD"), line("1", "2", "USD"));

        assertThat(cart.lines().getFirst().each()).hasSizeLessThan(60);
        assertThat(cart.lines().getFirst().sum()).isNull();
        assertThat(cart.totals()).isEmpty();
    }

    @Test
    void showsCurrenciesThatNobodyKnows() {
        assertThat(cart(line("1", "2.5", "points")).totals()).containsExactly("POINTS\u00A02.5");
    }

    private static Order.Line line(String quantity, String price, String currency) {
        return new Order.Line("SKU", new BigDecimal(quantity), new BigDecimal(price), currency);
    }

    private static Cart cart(Order.Line... lines) {
        return Cart.of(new Order(null, null, List.of(lines)));
    }
}
