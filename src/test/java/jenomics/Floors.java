package jenomics;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Packages on floors, the lowest first. A class may use its own package and those on lower floors: an arrow points
 * down, never up and never sideways. A package that stands on no floor is a violation too.
 */
record Floors(String root, List<Set<String>> floors) {

    /** The floors of the library, with the kernel on top: it sees everything, nothing sees it. */
    static final Floors JENOMICS = new Floors(
            "jenomics",
            List.of(
                    Set.of("provenance"),
                    Set.of("plot", "genome"),
                    Set.of("learn"),
                    Set.of("sequence", "omics"),
                    Set.of("io", "nn", "classic"),
                    Set.of("model", "fusion"),
                    Set.of("bench", "explain", "epistasis"),
                    Set.of("kernel")));

    ArchRule rule() {
        return ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(root + "..")
                .should(pointDown())
                .because("an arrow may only point down, never sideways")
                .allowEmptyShould(true);
    }

    private ArchCondition<JavaClass> pointDown() {
        return new ArchCondition<>("use only their own package and lower floors") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (floorOf(type) < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " stands on no floor"));
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(arrow -> isOurs(arrow.getTargetClass()) && !mayPoint(arrow))
                        .forEach(arrow -> events.add(SimpleConditionEvent.violated(arrow, describe(arrow))));
            }
        };
    }

    private boolean mayPoint(Dependency arrow) {
        var from = arrow.getOriginClass();
        var to = arrow.getTargetClass();
        return packageOf(from).equals(packageOf(to)) || floorOf(to) < floorOf(from);
    }

    private String describe(Dependency arrow) {
        var way = floorOf(arrow.getTargetClass()) == floorOf(arrow.getOriginClass()) ? "sideways" : "up";
        return "Arrow pointing " + way + ": " + arrow.getDescription();
    }

    private boolean isOurs(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith(root + ".");
    }

    private int floorOf(JavaClass type) {
        var name = packageOf(type);
        return IntStream.range(0, floors.size())
                .filter(floor -> floors.get(floor).contains(name))
                .findFirst()
                .orElse(-1);
    }

    /** {@code nn} for a class of {@code jenomics.nn} and of {@code jenomics.nn.any.thing.below}. */
    private String packageOf(JavaClass type) {
        var path = type.getBaseComponentType().getPackageName();
        return path.length() <= root.length()
                ? ""
                : path.substring(root.length() + 1).split("\\.", 2)[0];
    }
}
