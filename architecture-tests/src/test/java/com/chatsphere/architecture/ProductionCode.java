package com.chatsphere.architecture;

import com.chatsphere.domain.Command;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Everything that was written by hand for ChatSphere, tests aside. */
final class ProductionCode {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(ProductionCode::isWrittenByHand)
            .importPackages("com.chatsphere");

    static final DescribedPredicate<JavaClass> COMMANDS =
            DescribedPredicate.describe("commands", type -> type.isAssignableTo(Command.class) && !type.isInterface());

    static final DescribedPredicate<JavaClass> EVENTS = DescribedPredicate.describe(
            "events",
            type -> !type.isInterface() && type.getAllRawInterfaces().stream().anyMatch(ProductionCode::isEventFamily));

    private ProductionCode() {}

    static boolean isEventFamily(JavaClass type) {
        return type.isInterface()
                && type.getPackageName().startsWith("com.chatsphere.domain")
                && type.getSimpleName().endsWith("Event");
    }

    private static boolean isWrittenByHand(Location location) {
        return !location.contains("/com/chatsphere/persistence/jooq/")
                && !location.contains("/com/chatsphere/web/templates/");
    }
}
