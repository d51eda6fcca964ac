package jenomics.kernel.magic;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import jenomics.provenance.GenomicsException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Pieces of a POM, as a README shows them, made whole. */
final class PomFragment {
    private static final String BEGIN = "<pieces>";
    private static final List<String> KEPT = List.of("parent", "properties", "dependencyManagement");
    /** What a POM must have. */
    private static final Map<String, String> NAMES =
            Map.of("modelVersion", "4.0.0", "groupId", "notebook", "artifactId", "notebook", "version", "1");

    private final Map<String, Node> single = new LinkedHashMap<>();
    private final List<Node> dependencies = new ArrayList<>();
    private final List<Node> repositories = new ArrayList<>();

    private PomFragment() {}

    /** A whole POM stays as it is; of pieces, loose dependencies and repositories are gathered. */
    static String whole(String body) {
        if (body.isBlank()) {
            throw new GenomicsException("%%loadFromPOM needs a POM, or <dependency> elements, below its line.");
        }
        String text = body.strip();
        if (text.startsWith("<?xml") || text.matches("(?s)(<!--.*?-->\\s*)*<project[\\s>].*")) {
            parse(text, 0);
            return text;
        }
        var fragment = new PomFragment();
        fragment.gather(parse(BEGIN + body + "</pieces>", BEGIN.length()).getDocumentElement());
        return fragment.text();
    }

    private void gather(Element parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Element element)) {
                continue;
            }
            switch (element.getTagName()) {
                case "dependencies", "repositories" -> gather(element);
                case "dependency" -> dependencies.add(element);
                case "repository" -> repositories.add(element);
                default -> {
                    if (KEPT.contains(element.getTagName()) || NAMES.containsKey(element.getTagName())) {
                        single.put(element.getTagName(), element);
                    } else {
                        throw new GenomicsException("%%loadFromPOM does not know <" + element.getTagName()
                                + "> outside a <project>; it takes <dependency>, <repository>, <properties>, <parent>"
                                + " and <dependencyManagement>.");
                    }
                }
            }
        }
    }

    private String text() {
        var pom = new StringBuilder("<project>");
        NAMES.forEach((name, value) -> {
            if (!single.containsKey(name)) {
                pom.append('<')
                        .append(name)
                        .append('>')
                        .append(value)
                        .append("</")
                        .append(name)
                        .append('>');
            }
        });
        single.values().forEach(node -> pom.append(xml(node)));
        append("dependencies", dependencies, pom);
        append("repositories", repositories, pom);
        return pom.append("</project>").toString();
    }

    private static void append(String name, List<Node> nodes, StringBuilder pom) {
        if (!nodes.isEmpty()) {
            pom.append('<').append(name).append('>');
            nodes.forEach(node -> pom.append(xml(node)));
            pom.append("</").append(name).append('>');
        }
    }

    /** No document type: a POM needs none, and one can read files and open connections. */
    private static Document parse(String xml, int before) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXParseException e) {
            int column = e.getColumnNumber() - (e.getLineNumber() == 1 ? before : 0);
            throw new GenomicsException(
                    "The POM in this cell is broken at its line " + e.getLineNumber() + ", column " + column + ": "
                            + e.getMessage(),
                    e);
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new GenomicsException("The POM in this cell cannot be read: " + e.getMessage(), e);
        }
    }

    private static String xml(Node node) {
        try {
            var transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            var text = new StringWriter();
            transformer.transform(new DOMSource(node), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("an element that was read cannot be written", e);
        }
    }

    /** Errors are thrown, not printed. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // nothing is wrong yet
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
