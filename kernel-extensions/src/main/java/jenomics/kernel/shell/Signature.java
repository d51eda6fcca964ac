package jenomics.kernel.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * What JShell calls a thing by: {@code SequenceSet Fasta.read(Path path)}, {@code jenomics.io.Fasta}, {@code Task.NAME:int}.
 *
 * @param name with the types around it, without packages and type parameters
 * @param parameters names of the parameters; null of what is no method
 */
record Signature(String name, List<String> parameters) {

    static Signature of(String signature) {
        String plain = withoutTypeParameters(signature);
        int open = plain.indexOf('(');
        String before = open < 0 ? plain.replaceFirst(":.*", "") : plain.substring(0, open);
        String name = before.substring(before.lastIndexOf(' ') + 1);
        return new Signature(withoutPackage(name), open < 0 ? null : parameters(plain.substring(open + 1)));
    }

    /** The type that has a source file of its own. */
    String outermost() {
        return name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
    }

    private static String withoutTypeParameters(String text) {
        var out = new StringBuilder();
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += c == '<' ? 1 : 0;
            if (depth == 0) {
                out.append(c);
            }
            depth -= c == '>' ? 1 : 0;
        }
        return out.toString().strip();
    }

    private static String withoutPackage(String name) {
        String rest = name;
        while (rest.indexOf('.') > 0 && Character.isLowerCase(rest.charAt(0))) {
            rest = rest.substring(rest.indexOf('.') + 1);
        }
        return rest;
    }

    private static List<String> parameters(String behindBracket) {
        int close = behindBracket.indexOf(')');
        String inside = close < 0 ? behindBracket : behindBracket.substring(0, close);
        var names = new ArrayList<String>();
        for (String parameter : inside.split(",")) {
            String one = parameter.strip();
            if (!one.isEmpty()) {
                names.add(one.substring(one.lastIndexOf(' ') + 1));
            }
        }
        return names;
    }
}
