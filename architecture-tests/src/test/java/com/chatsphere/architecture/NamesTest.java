package com.chatsphere.architecture;

import static com.chatsphere.architecture.ProductionCode.CLASSES;
import static com.chatsphere.architecture.ProductionCode.COMMANDS;
import static com.chatsphere.architecture.ProductionCode.EVENTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.axonframework.config.ProcessingGroup;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What things are called, and what their names promise. */
class NamesTest {
    private static final Pattern EMPTY_SUFFIX =
            Pattern.compile(".+(Command|Event|D(TO|to)|Impl|Port|Service|Manager|Helper|Utils?)");
    private static final Pattern EMPTY_MESSAGE_WORD = Pattern.compile(".*(Updated?|Changed?|Set|Data|Info)(?![a-z]).*");

    @Test
    void eventsAreRecords() {
        classes()
                .that(EVENTS)
                .should()
                .beRecords()
                .because("a fact does not change")
                .check(CLASSES);
    }

    @Test
    void commandsAreRecords() {
        classes()
                .that(COMMANDS)
                .should()
                .beRecords()
                .because("an order does not change on its way")
                .check(CLASSES);
    }

    @Test
    void automationsAreSentences() {
        classes()
                .that()
                .resideInAPackage("com.chatsphere.application..")
                .and()
                .areAnnotatedWith(ProcessingGroup.class)
                .should()
                .haveNameMatching(".*\\.When\\w+Then\\w+")
                .because("the list of files then tells what follows from what")
                .check(CLASSES);
    }

    @Test
    void noNameEndsInAnEmptyWord() {
        classes()
                .that(areNotFamilies())
                .should(haveNoSimpleNameLike(EMPTY_SUFFIX))
                .because("such words say what every class is, not what this one does")
                .check(CLASSES);
    }

    @Test
    void messagesSayWhatHappened() {
        classes()
                .that(COMMANDS.or(EVENTS))
                .should(haveNoSimpleNameLike(EMPTY_MESSAGE_WORD))
                .because("'archived' is a fact of the inbox, 'updated' is a fact of a table")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsAndWhereNullMayBe() {
        var described = CLASSES.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .filter(type -> type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        var packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(packages).isNotEmpty();
        assertThat(packages)
                .as("packages, each with a package-info.java marked @NullMarked, because null is a value only"
                        + " where a type says so")
                .allMatch(described::contains);
    }

    /** A family is the sealed interface that holds its messages. */
    private static DescribedPredicate<JavaClass> areNotFamilies() {
        return DescribedPredicate.describe(
                "are not families of messages",
                type -> !(type.isInterface()
                        && type.getModifiers().contains(JavaModifier.ABSTRACT)
                        && type.reflect().isSealed()));
    }

    private static ArchCondition<JavaClass> haveNoSimpleNameLike(Pattern pattern) {
        return new ArchCondition<>("have no simple name like " + pattern) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type, !pattern.matcher(type.getSimpleName()).matches(), type.getName()));
            }
        };
    }
}
