package com.chatsphere.architecture;

import static com.chatsphere.architecture.ProductionCode.CLASSES;
import static com.chatsphere.architecture.ProductionCode.COMMANDS;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;
import org.axonframework.modelling.command.AggregateRoot;
import org.junit.jupiter.api.Test;

/** Who may know whom, and who may ask for the time. */
class LayersTest {
    private static final Pattern ADAPTER = Pattern.compile("com\\.chatsphere\\.(meta|persistence|media|web)(\\..*)?");
    private static final Set<String> RANDOM_TYPES =
            Set.of("java.util.Random", "java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom");

    @Test
    void domainKnowsOnlyItselfAndThreePackagesOfAxon() {
        classes()
                .that()
                .resideInAPackage("com.chatsphere.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "com.chatsphere.domain..",
                        "java..",
                        "org.jspecify.annotations",
                        "org.axonframework.commandhandling",
                        "org.axonframework.eventsourcing",
                        "org.axonframework.modelling.command")
                .because("rules outlive frameworks: no Spring, no JSON, no SQL, and of Axon its annotations alone")
                .check(CLASSES);
    }

    @Test
    void inDomainOnlyAggregatesAndCommandsKnowAxon() {
        noClasses()
                .that(resideInAPackage("com.chatsphere.domain..")
                        .and(not(annotatedWith(AggregateRoot.class)))
                        .and(not(COMMANDS)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .because("values and events can then be read, and tested, without knowing any framework")
                .check(CLASSES);
    }

    @Test
    void nobodyInDomainAsksForTheTimeOrForChance() {
        noClasses()
                .that()
                .resideInAPackage("com.chatsphere.domain..")
                .should()
                .callCodeUnitWhere(asksForTheTimeOrForChance())
                .because("commands carry ids and times; a replay must decide exactly as the first run did")
                .check(CLASSES);
    }

    @Test
    void applicationKnowsNoSpringNoJacksonNoJooq() {
        noClasses()
                .that()
                .resideInAPackage("com.chatsphere.application..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "tools.jackson..",
                        "com.fasterxml.jackson..",
                        "org.jooq..",
                        "java.sql..",
                        "javax.sql..",
                        "jakarta..")
                .because("needs are stated here and met in the adapters")
                .check(CLASSES);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        slices().assignedFrom(adapters())
                .should()
                .notDependOnEachOther()
                .because("each can be replaced alone; what two of them share is a need of the application")
                .check(CLASSES);
    }

    @Test
    void webAndMetaDoNotKnowAxon() {
        noClasses()
                .that()
                .resideInAnyPackage("com.chatsphere.web..", "com.chatsphere.meta..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .because("Commands and Queries are the two doorways")
                .check(CLASSES);
    }

    @Test
    void nobodyUsesAxonsSequentialPolicy() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.axonframework.eventhandling.async.SequentialPolicy")
                .because("its key is a new object in every process: after a restart another segment skips events")
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(call("sleeping", Thread.class.getName(), Set.of("sleep")))
                .because("a sleeping thread hears neither a signal nor the end; wait on a lock, a queue or a schedule")
                .check(CLASSES);
    }

    private static SliceAssignment adapters() {
        return new SliceAssignment() {
            @Override
            public String getDescription() {
                return "adapters";
            }

            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                var adapter = ADAPTER.matcher(type.getPackageName());
                return adapter.matches() ? SliceIdentifier.of(adapter.group(1)) : SliceIdentifier.ignore();
            }
        };
    }

    private static DescribedPredicate<JavaCall<?>> asksForTheTimeOrForChance() {
        return DescribedPredicate.describe("it asks for the time or for chance", call -> {
            CodeUnitCallTarget target = call.getTarget();
            var owner = target.getOwner().getName();
            var name = target.getName();
            return (owner.startsWith("java.time.") && name.equals("now"))
                    || (owner.equals(Clock.class.getName()) && name.startsWith("system"))
                    || (owner.equals("java.lang.System")
                            && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                    || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
                    || (owner.equals("java.lang.Math") && name.equals("random"))
                    || RANDOM_TYPES.contains(owner);
        });
    }

    private static DescribedPredicate<JavaCall<?>> call(String description, String owner, Set<String> names) {
        return DescribedPredicate.describe(
                description,
                call -> call.getTargetOwner().getName().equals(owner)
                        && names.contains(call.getTarget().getName()));
    }
}
