package jenomics.io;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the values of a Python pickle, protocols 2 to 5, and runs nothing: of all the functions and classes that a pickle
 * can name, only those that its {@link World} knows are there, and what they do is written there in Java. The opcodes are
 * those of CPython's pickletools.
 *
 * <p>Values are null, Boolean, Long, Double, String, byte[], {@link Tuple}, List, Map with text or numbers as keys, and
 * whatever the world makes.
 */
final class Unpickler {

    /** What a pickle may refer to beyond plain values. */
    interface World {
        /** What a module calls by this name; throws if nobody may ask for it. */
        Object global(String module, String name);

        /** What the function gives. */
        Object call(Object function, List<Object> arguments);

        /** What lies outside the pickle under this id. */
        Object persistent(Object id);
    }

    /** A Python tuple. */
    record Tuple(List<Object> items) {}

    /** Why a pickle cannot be read. */
    static final class Refused extends RuntimeException {
        Refused(String why) {
            super(why);
        }
    }

    private static final Object MARK = new Object();
    private static final int MOST_OPCODES = 4_000_000;

    private final ByteBuffer in;
    private final World world;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private Unpickler(ByteBuffer in, World world) {
        this.in = in;
        this.world = world;
    }

    /** The value that begins at the buffer's position, which then stands behind it. */
    static Object read(ByteBuffer pickle, World world) {
        try {
            return new Unpickler(pickle.order(ByteOrder.LITTLE_ENDIAN), world).run();
        } catch (BufferUnderflowException e) {
            throw new Refused("it is cut off");
        } catch (ClassCastException | IndexOutOfBoundsException e) {
            throw new Refused("its opcodes do not fit together");
        }
    }

    private Object run() {
        for (int done = 0; done < MOST_OPCODES; done++) {
            int opcode = in.get() & 0xff;
            if (opcode == '.') {
                return pop();
            }
            step(opcode);
        }
        throw new Refused("it has more than " + MOST_OPCODES + " opcodes; a list of tensors has far fewer");
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(unsigned8());
            case 0x95 -> in.getLong();
            case '(' -> push(MARK);
            case '0' -> pop();
            case '1' -> items();
            case '2' -> push(top());
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) unsigned8());
            case 'M' -> push((long) in.getShort() & 0xffff);
            case 'J' -> push((long) in.getInt());
            case 0x8a -> push(number(unsigned8()));
            case 0x8b -> push(number(in.getInt()));
            case 'G' -> push(bigEndianDouble());
            case 'X' -> push(text(in.getInt()));
            case 0x8c -> push(text(unsigned8()));
            case 0x8d -> push(text(in.getLong()));
            case 'U' -> push(text(unsigned8()));
            case 'T' -> push(text(in.getInt()));
            case 'C' -> push(bytes(unsigned8()));
            case 'B' -> push(bytes(in.getInt()));
            case 0x8e -> push(bytes(in.getLong()));
            default -> build(opcode);
        }
    }

    private void build(int opcode) {
        switch (opcode) {
            case '}' -> push(new LinkedHashMap<Object, Object>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(new Tuple(List.of()));
            case 't' -> push(new Tuple(items()));
            case 0x85 -> push(tuple(1));
            case 0x86 -> push(tuple(2));
            case 0x87 -> push(tuple(3));
            case 'a' -> {
                var item = pop();
                list().add(item);
            }
            case 'e' -> {
                var items = items();
                list().addAll(items);
            }
            case 's' -> {
                var value = pop();
                var key = pop();
                put(key, value);
            }
            case 'u' -> putAll(items());
            default -> refer(opcode);
        }
    }

    private void refer(int opcode) {
        switch (opcode) {
            case 'q' -> memo.put((long) unsigned8(), top());
            case 'r' -> memo.put(in.getInt() & 0xffffffffL, top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'h' -> push(remembered(unsigned8()));
            case 'j' -> push(remembered(in.getInt() & 0xffffffffL));
            case 'c' -> push(world.global(line(), line()));
            case 0x93 -> {
                var name = (String) pop();
                push(world.global((String) pop(), name));
            }
            case 'Q' -> push(world.persistent(pop()));
            case 'R', 0x81 -> {
                var arguments = (Tuple) pop();
                push(world.call(pop(), arguments.items()));
            }
            case 'b' -> attributes(pop());
            default ->
                throw new Refused(String.format(
                        "it has the opcode 0x%02x at byte %d, which torch does not write", opcode, in.position() - 1));
        }
    }

    private void protocol(int version) {
        if (version < 2 || version > 5) {
            throw new Refused("it is a pickle of protocol " + version + "; read are 2 to 5");
        }
    }

    /** Attributes of a dictionary, such as the versions that torch notes, say nothing about tensors. */
    private void attributes(Object state) {
        if (!(top() instanceof Map && state instanceof Map)) {
            throw new Refused("it sets attributes of something that is no dictionary");
        }
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        var value = stack.remove(stack.size() - 1);
        if (value == MARK) {
            throw new Refused("its opcodes do not fit together");
        }
        return value;
    }

    /** Everything above the last mark, which goes too. */
    private List<Object> items() {
        int mark = stack.lastIndexOf(MARK);
        var above = stack.subList(mark + 1, stack.size());
        var items = new ArrayList<>(above);
        above.clear();
        stack.remove(mark);
        return items;
    }

    private Tuple tuple(int size) {
        var last = stack.subList(stack.size() - size, stack.size());
        var tuple = new Tuple(new ArrayList<>(last));
        last.clear();
        return tuple;
    }

    @SuppressWarnings("unchecked")
    private List<Object> list() {
        return (List<Object>) top();
    }

    private void putAll(List<Object> items) {
        for (int i = 0; i < items.size(); i += 2) {
            put(items.get(i), items.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked")
    private void put(Object key, Object value) {
        if (!(key instanceof String || key instanceof Long)) {
            throw new Refused("it has a dictionary whose keys are neither text nor numbers");
        }
        ((Map<Object, Object>) top()).put(key, value);
    }

    private Object remembered(long place) {
        if (!memo.containsKey(place)) {
            throw new Refused("it recalls value " + place + ", which it has not remembered");
        }
        return memo.get(place);
    }

    private int unsigned8() {
        return in.get() & 0xff;
    }

    private long number(int length) {
        if (length < 0 || length > 8) {
            throw new Refused("it has a whole number of " + length + " bytes; at most 8 are read");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            long digit = i == length - 1 ? in.get() : unsigned8();
            value |= digit << 8 * i;
        }
        return value;
    }

    private double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
    }

    private String text(long length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new Refused("it claims a text of " + length + " bytes where " + in.remaining() + " are left");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /** Up to the next line feed. */
    private String line() {
        var line = new StringBuilder();
        for (int c; (c = in.get()) != '\n'; ) {
            line.append((char) (c & 0xff));
        }
        return line.toString();
    }
}
