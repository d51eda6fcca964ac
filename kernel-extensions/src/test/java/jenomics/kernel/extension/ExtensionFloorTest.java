package jenomics.kernel.extension;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The extension can leave the kernel: nothing in it knows ours, and only the adapters know another's. */
class ExtensionFloorTest {
    private static final JavaClasses KERNEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("jenomics.kernel");

    private static final DescribedPredicate<JavaClass> OUR_KERNEL = DescribedPredicate.describe(
            "our kernel",
            type -> type.getPackageName().startsWith("jenomics.kernel")
                    && !type.getPackageName().startsWith("jenomics.kernel.extension"));

    @Test
    void theExtensionDoesNotKnowOurKernel() {
        assertTrue(KERNEL.contain("jenomics.kernel.extension.adapter.BaseKernelHost"), "the extension was not found");
        noClasses()
                .that()
                .resideInAPackage("jenomics.kernel.extension..")
                .should()
                .dependOnClassesThat(OUR_KERNEL)
                .check(KERNEL);
    }

    @Test
    void onlyTheAdaptersKnowKernels() {
        knowsNoKernel("jenomics.kernel.extension").check(KERNEL);
    }

    @Test
    void aClassThatKnowsAKernelIsNoticed() {
        assertThrows(AssertionError.class, () -> knowsNoKernel("jenomics.kernel.extension.adapter")
                .check(KERNEL));
    }

    @Test
    void theViewsDoNotKnowTheAdapters() {
        noClasses()
                .that()
                .resideInAPackage("jenomics.kernel.extension")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jenomics.kernel.extension.adapter..")
                .check(KERNEL);
    }

    private static ArchRule knowsNoKernel(String where) {
        return noClasses()
                .that()
                .resideInAPackage(where)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.spencerpark..", "org.dflib..", "jdk.jshell..");
    }
}
