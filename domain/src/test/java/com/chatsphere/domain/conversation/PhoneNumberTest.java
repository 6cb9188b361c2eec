package com.chatsphere.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and the forms in which they are written. */
class PhoneNumberTest {
    @ParameterizedTest
    @CsvSource({
        "5491123456789, 541123456789", // Argentina
        "5215512345678, 525512345678", // Mexico
        "5511987654321, 551187654321" // Brazil
    })
    void hasTwoFormsInSomeCountries(String one, String other) {
        assertThat(new PhoneNumber(one).otherForms()).containsExactly(new PhoneNumber(other));
        assertThat(new PhoneNumber(other).otherForms()).containsExactly(new PhoneNumber(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"15555550110", "551133334444", "49301234567", "6834001"})
    void hasOneFormElsewhere(String number) {
        assertThat(new PhoneNumber(number).otherForms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456", "1234567890123456", "0155555501", "1555x5550110"})
    void isRefusedWhereItCannotBeOne(String digits) {
        assertThatThrownBy(() -> new PhoneNumber(digits)).isInstanceOf(IllegalArgumentException.class);
    }
}
