package jenomics.kernel.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The constants of a class file (JVM specification 4.4): found, changed, and added behind the others. */
final class ConstantPool {
    private static final int COUNT_AT = 8;
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int HANDLE = 15;
    private static final int HANDLE_OF_VIRTUAL = 5;
    private static final int HANDLE_OF_STATIC = 6;

    /** A method that the class calls. */
    record Member(String owner, String name, String descriptor) {}

    private final ClassBytes bytes;
    private final int[] at;
    private final int end;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private int count;

    ConstantPool(ClassBytes bytes) {
        this.bytes = bytes;
        this.count = bytes.u2(COUNT_AT);
        this.at = new int[count];
        int next = COUNT_AT + 2;
        for (int i = 1; i < count; i++) {
            at[i] = next;
            int tag = bytes.u1(next);
            next += length(next, tag);
            i += tag == 5 || tag == 6 ? 1 : 0; // a long and a double take two places
        }
        this.end = next;
    }

    private int length(int from, int tag) {
        return switch (tag) {
            case UTF8 -> 3 + bytes.u2(from + 1);
            case 5, 6 -> 9;
            case CLASS, 8, 16, 19, 20 -> 3;
            case HANDLE -> 4;
            case 3, 4, 9, METHOD, 11, NAME_AND_TYPE, 17, 18 -> 5;
            default -> throw new IllegalArgumentException("a constant of the unknown kind " + tag);
        };
    }

    /** Where the constants end. */
    int end() {
        return end;
    }

    String utf8(int index) {
        return new String(bytes.array(), at[index] + 3, bytes.u2(at[index] + 1), StandardCharsets.UTF_8);
    }

    /** The methods that are called, by their index. */
    Map<Integer, Member> methods() {
        var found = new LinkedHashMap<Integer, Member>();
        for (int i = 1; i < at.length; i++) {
            if (at[i] > 0 && bytes.u1(at[i]) == METHOD) {
                int owner = bytes.u2(at[i] + 1);
                int nameAndType = bytes.u2(at[i] + 3);
                found.put(
                        i,
                        new Member(
                                utf8(bytes.u2(at[owner] + 1)),
                                utf8(bytes.u2(at[nameAndType] + 1)),
                                utf8(bytes.u2(at[nameAndType] + 3))));
            }
        }
        return found;
    }

    void setOwner(int method, int owner) {
        bytes.put2(at[method] + 1, owner);
    }

    /** A method reference, {@code runtime::exit}, as one of a static method that takes the receiver. */
    void replaceVirtualHandle(int method, int replacement) {
        for (int i = 1; i < at.length; i++) {
            if (at[i] > 0
                    && bytes.u1(at[i]) == HANDLE
                    && bytes.u1(at[i] + 1) == HANDLE_OF_VIRTUAL
                    && bytes.u2(at[i] + 2) == method) {
                bytes.put1(at[i] + 1, HANDLE_OF_STATIC);
                bytes.put2(at[i] + 2, replacement);
            }
        }
    }

    int addClass(String name) {
        return add(CLASS, addUtf8(name));
    }

    int addMethod(int owner, String name, String descriptor) {
        return add(METHOD, owner, add(NAME_AND_TYPE, addUtf8(name), addUtf8(descriptor)));
    }

    private int addUtf8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int index = add(UTF8, utf8.length);
        added.writeBytes(utf8);
        return index;
    }

    private int add(int tag, int... indexes) {
        added.write(tag);
        for (int index : indexes) {
            added.write(index >> 8);
            added.write(index);
        }
        return count++;
    }

    /** The class file with what was changed and added. */
    byte[] rewritten() {
        bytes.put2(COUNT_AT, count);
        var out = new ByteArrayOutputStream();
        out.write(bytes.array(), 0, end);
        out.writeBytes(added.toByteArray());
        out.write(bytes.array(), end, bytes.array().length - end);
        return out.toByteArray();
    }
}
