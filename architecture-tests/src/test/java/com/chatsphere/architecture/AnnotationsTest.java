package com.chatsphere.architecture;

import static com.chatsphere.architecture.ProductionCode.CLASSES;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.ResetHandler;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which annotations say something here, and which must not be used. */
class AnnotationsTest {
    @Test
    void projectionsNameTheirGroupAndKeepToTheirPackage() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Projection")
                .should()
                .beAnnotatedWith(ProcessingGroup.class)
                .andShould()
                .bePackagePrivate()
                .because("the group's name is stored with its position, and nobody but Axon calls a projection")
                .check(CLASSES);
    }

    @Test
    void projectionsCanBeRebuilt() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Projection")
                .should(haveAResetHandler())
                .because("a read model that cannot be emptied cannot be rebuilt from the facts")
                .check(CLASSES);
    }

    @Test
    void automationsAreNeverReplayed() {
        classes()
                .that()
                .resideInAPackage("com.chatsphere.application..")
                .and()
                .areAnnotatedWith(ProcessingGroup.class)
                .should()
                .beAnnotatedWith(DisallowReplay.class)
                .because("a customer must not get last year's messages again")
                .check(CLASSES);
    }

    @Test
    void nothingIsAutowired() {
        noMembers()
                .should()
                .beAnnotatedWith(Autowired.class)
                .because("a constructor says what a class needs")
                .check(CLASSES);
    }

    @Test
    void nothingIsTransactionalByAnnotation() {
        var because = "the unit of work, or an explicit transaction, owns the boundary";
        for (var annotation : new String[] {
            "org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional"
        }) {
            noClasses().should().beAnnotatedWith(annotation).because(because).check(CLASSES);
            noMembers().should().beAnnotatedWith(annotation).because(because).check(CLASSES);
        }
    }

    private static ArchCondition<JavaClass> haveAResetHandler() {
        return new ArchCondition<>("have a @ResetHandler") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var found = type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(ResetHandler.class));
                events.add(new SimpleConditionEvent(type, found, type.getName() + " has no @ResetHandler"));
            }
        };
    }
}
