package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a kernel says that cannot start. */
class StartingTest {
    private static final int JAVA_8 = 52;

    private static String refusal(List<String> options, java.util.Map<String, Object> connection) throws Exception {
        try (var kernel = KernelProcess.start(options, connection)) {
            assertTrue(kernel.endsWithin(60), "it does not end");
            assertEquals(2, kernel.status(), kernel.log());
            assertFalse(kernel.log().contains(KernelProcess.KEY), "the key is a secret");
            return kernel.log();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        var connection = KernelProcess.connection();
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            connection.put("shell_port", other.getLocalPort());
            String said = refusal(List.of(), connection);
            assertTrue(
                    said.contains("The port " + other.getLocalPort()
                            + " on 127.0.0.1 (shell_port of the connection file) is taken by another program."),
                    said);
            assertFalse(said.contains("\tat "), "no stack trace: " + said);
        }
    }

    @Test
    void aBrokenConnectionFileIsNamed() throws Exception {
        var connection = KernelProcess.connection();
        connection.remove("shell_port");
        assertTrue(refusal(List.of(), connection).contains("does not say shell_port"));
    }

    @Test
    void aJavaWithoutJShellIsSaidToBeOne() throws Exception {
        String said = refusal(List.of("--limit-modules", "java.se,jdk.unsupported"), KernelProcess.connection());
        assertTrue(said.contains("This Java lacks the module jdk.jshell"), said);
    }

    @Test
    void anOldJavaCanReadTheFirstClassAndIsTold() throws IOException {
        assertNull(KernelMain.refusal("17", true));
        assertNull(KernelMain.refusal("25", true));
        assertTrue(KernelMain.refusal("1.8", true).startsWith("This kernel needs a JDK from 17 on."));
        assertTrue(KernelMain.refusal("11", false).startsWith("This kernel needs a JDK from 17 on."));
        try (var in = new DataInputStream(KernelMain.class.getResourceAsStream("KernelMain.class"))) {
            in.readInt();
            in.readUnsignedShort();
            assertEquals(JAVA_8, in.readUnsignedShort(), "class file version");
        }
    }

    @Test
    void theKernelRunsOnMoreThanOneJdkHere() {
        assumeTrue(Jdk.all().size() > 1, "Only " + Jdk.own() + " is installed: the kernel is not tried on another.");
        assertTrue(
                Jdk.all().stream().anyMatch(jdk -> jdk.feature() > 17),
                Jdk.all().toString());
    }
}
