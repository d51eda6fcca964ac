package jenomics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the packages to their floors, and proves on planted classes that it would notice. */
class FloorsTest {

    private static final JavaClasses JENOMICS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("jenomics");

    private static final Floors PLANTED =
            new Floors("planted", List.of(Set.of("ground"), Set.of("left", "right"), Set.of("kernel")));

    @TempDir
    Path folder;

    @Test
    void arrowsPointDown() {
        assertTrue(JENOMICS.contain("jenomics.provenance.GenomicsException"), "the library was not found");
        Floors.JENOMICS.rule().check(JENOMICS);
    }

    @Test
    void benchSeesOnlyTheContract() {
        noClasses()
                .that()
                .resideInAPackage("jenomics.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jenomics.genome..",
                        "jenomics.sequence..",
                        "jenomics.omics..",
                        "jenomics.io..",
                        "jenomics.nn..",
                        "jenomics.classic..",
                        "jenomics.model..",
                        "jenomics.fusion..")
                .allowEmptyShould(true)
                .check(JENOMICS);
    }

    @Test
    void chartsAreDrawnInPlotOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("jenomics.plot..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.knowm.xchart..")
                .check(JENOMICS);
    }

    @Test
    void torchStaysOnTheUpperFloors() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "jenomics.provenance..",
                        "jenomics.plot..",
                        "jenomics.genome..",
                        "jenomics.learn..",
                        "jenomics.sequence..",
                        "jenomics.omics..",
                        "jenomics.io..",
                        "jenomics.classic..",
                        "jenomics.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(JENOMICS);
    }

    @Test
    void downwardArrowIsAllowed() {
        plant("left", "High", "ground.Low");
        plant("ground", "Low", "");
        var result = evaluate();
        assertFalse(result.hasViolation(), result.getFailureReport()::toString);
    }

    @Test
    void plantedUpwardArrowFailsAndNamesBothClasses() {
        plant("ground", "Low", "left.High");
        plant("left", "High", "");
        var error = assertThrows(AssertionError.class, () -> PLANTED.rule().check(planted()));
        assertAll(
                () -> assertTrue(error.getMessage().contains("Arrow pointing up"), error::getMessage),
                () -> assertTrue(error.getMessage().contains("planted.ground.Low"), error::getMessage),
                () -> assertTrue(error.getMessage().contains("planted.left.High"), error::getMessage));
    }

    @Test
    void plantedSidewaysArrowFailsAndNamesBothClasses() {
        plant("left", "Here", "right.There");
        plant("right", "There", "");
        var report = evaluate().getFailureReport().toString();
        assertAll(
                () -> assertTrue(report.contains("Arrow pointing sideways"), report),
                () -> assertTrue(report.contains("planted.left.Here"), report),
                () -> assertTrue(report.contains("planted.right.There"), report));
    }

    @Test
    void plantedSightOfTheKernelFails() {
        plant("right", "Curious", "kernel.Kernel");
        plant("kernel", "Kernel", "");
        assertTrue(evaluate().hasViolation());
    }

    @Test
    void packageWithoutFloorFails() {
        plant("attic", "Lost", "");
        assertEquals(
                List.of("planted.attic.Lost stands on no floor"),
                evaluate().getFailureReport().getDetails());
    }

    private com.tngtech.archunit.lang.EvaluationResult evaluate() {
        return PLANTED.rule().evaluate(planted());
    }

    /** Writes the source of a class that holds a field of another one, named from the planted root. */
    private void plant(String in, String name, String uses) {
        var field = uses.isEmpty() ? "" : "planted." + uses + " seen;";
        var source = "package planted." + in + "; public class " + name + " { " + field + " }";
        try {
            var file = folder.resolve("planted").resolve(in).resolve(name + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Compiles what was planted and reads its class files. */
    private JavaClasses planted() {
        var arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        Repository.files(folder, ".java").forEach(file -> arguments.add(file.toString()));
        var status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertEquals(0, status, "the planted classes do not compile");
        return new ClassFileImporter().importPath(folder);
    }
}
