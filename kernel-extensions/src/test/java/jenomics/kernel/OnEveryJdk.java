package jenomics.kernel;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of one kernel over the real wire, again on each JDK that is installed. */
@ParameterizedClass
@Timeout(180)
@MethodSource("jenomics.kernel.Jdk#all")
abstract class OnEveryJdk {
    static KernelProcess kernel;
    static WireClient client;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        kernel = KernelProcess.start(jdk);
        client = kernel.connect().awaitReady();
    }

    @AfterParameterizedClassInvocation
    static void end() throws Exception {
        client.close();
        kernel.close();
    }
}
