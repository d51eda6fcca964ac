package jenomics.kernel.shell;

import java.util.Map;

/**
 * Redirects the calls of {@code System.exit}, {@code Runtime.exit} and {@code Runtime.halt} in a class of a cell to
 * {@link CellExit}. The instruction stays where it is and as long as it is: only the constant it names changes, and a call
 * on the one Runtime becomes a static call that takes it. So no frame, no offset and no line number moves.
 */
final class ExitCalls {
    private static final String SYSTEM = "java/lang/System";
    private static final String RUNTIME = "java/lang/Runtime";
    private static final String DESCRIPTOR = "(I)V";
    private static final String STATIC_DESCRIPTOR = "(Ljava/lang/Runtime;I)V";
    private static final String TARGET = "jenomics/kernel/shell/CellExit";
    private static final int INVOKE_VIRTUAL = 0xb6;
    private static final int INVOKE_STATIC = 0xb8;

    private final ConstantPool pool;
    private final ClassBytes bytes;
    private int target;

    private ExitCalls(byte[] classFile) {
        this.bytes = new ClassBytes(classFile);
        this.pool = new ConstantPool(bytes);
    }

    /** The class with its calls redirected. One that has none, or is of a form not known yet, stays as it is. */
    static byte[] redirected(byte[] classFile) {
        try {
            return new ExitCalls(classFile).redirect();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return classFile;
        }
    }

    private byte[] redirect() {
        boolean found = false;
        for (Map.Entry<Integer, ConstantPool.Member> method : pool.methods().entrySet()) {
            if (isExit(method.getValue())) {
                found = true;
                redirect(method.getKey(), method.getValue());
            }
        }
        return found ? pool.rewritten() : bytes.array();
    }

    private static boolean isExit(ConstantPool.Member called) {
        return called.descriptor().equals(DESCRIPTOR)
                && (called.owner().equals(SYSTEM) && called.name().equals("exit")
                        || called.owner().equals(RUNTIME)
                                && (called.name().equals("exit")
                                        || called.name().equals("halt")));
    }

    private void redirect(int method, ConstantPool.Member called) {
        if (target == 0) {
            target = pool.addClass(TARGET);
        }
        if (called.owner().equals(SYSTEM)) {
            pool.setOwner(method, target);
            return;
        }
        int replacement = pool.addMethod(target, called.name(), STATIC_DESCRIPTOR);
        pool.replaceVirtualHandle(method, replacement);
        new MethodBodies(bytes, pool).forEachInstruction(at -> {
            if (bytes.u1(at) == INVOKE_VIRTUAL && bytes.u2(at + 1) == method) {
                bytes.put1(at, INVOKE_STATIC);
                bytes.put2(at + 1, replacement);
            }
        });
    }
}
