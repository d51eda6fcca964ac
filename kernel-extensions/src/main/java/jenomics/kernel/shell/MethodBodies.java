package jenomics.kernel.shell;

import java.util.function.IntConsumer;

/** The instructions of a class file (JVM specification 4.5 to 4.7 and 6.5). */
final class MethodBodies {
    private static final int TABLE_SWITCH = 0xaa;
    private static final int LOOKUP_SWITCH = 0xab;
    private static final int WIDE = 0xc4;
    private static final int INCREMENT = 0x84;

    private final ClassBytes bytes;
    private final ConstantPool pool;

    MethodBodies(ClassBytes bytes, ConstantPool pool) {
        this.bytes = bytes;
        this.pool = pool;
    }

    /** Calls with the place of each instruction. */
    void forEachInstruction(IntConsumer instruction) {
        int interfacesAt = pool.end() + 6;
        int fieldsAt = interfacesAt + 2 + 2 * bytes.u2(interfacesAt);
        int methodsAt = members(fieldsAt, at -> {});
        members(methodsAt, at -> {
            if (pool.utf8(bytes.u2(at)).equals("Code")) {
                code(at + 10, bytes.u4(at + 10), instruction);
            }
        });
    }

    /** Fields or methods: calls with the place of each of their attributes, returns where they end. */
    private int members(int from, IntConsumer attribute) {
        int next = from + 2;
        for (int members = bytes.u2(from); members > 0; members--) {
            int attributes = bytes.u2(next + 6);
            next += 8;
            for (; attributes > 0; attributes--) {
                attribute.accept(next);
                next += 6 + bytes.u4(next + 2);
            }
        }
        return next;
    }

    private void code(int lengthAt, int length, IntConsumer instruction) {
        int begin = lengthAt + 4;
        for (int at = begin; at < begin + length; at += length(at, at - begin)) {
            instruction.accept(at);
        }
    }

    private int length(int at, int offset) {
        int code = bytes.u1(at);
        int operands = at + 1 + (3 - offset % 4); // those of a switch begin at a multiple of four
        return switch (code) {
            case TABLE_SWITCH -> operands - at + 12 + 4 * (bytes.u4(operands + 8) - bytes.u4(operands + 4) + 1);
            case LOOKUP_SWITCH -> operands - at + 8 + 8 * bytes.u4(operands + 4);
            case WIDE -> bytes.u1(at + 1) == INCREMENT ? 6 : 4;
            case 0x10, 0x12, 0x15, 0x16, 0x17, 0x18, 0x19, 0x36, 0x37, 0x38, 0x39, 0x3a, 0xa9, 0xbc -> 2;
            case 0x11, 0x13, 0x14, INCREMENT, 0xbb, 0xbd, 0xc0, 0xc1, 0xc6, 0xc7 -> 3;
            case 0xc5 -> 4;
            case 0xb9, 0xba, 0xc8, 0xc9 -> 5;
            default -> code >= 0x99 && code <= 0xa8 || code >= 0xb2 && code <= 0xb8 ? 3 : 1;
        };
    }
}
