package jenomics.kernel.magic;

import java.util.List;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/** {@code %magics}: what there is. */
final class HelpMagics {
    private final MagicBook book;

    HelpMagics(MagicBook book) {
        this.book = book;
    }

    void register() {
        book.line("magics", "[NAME]", "lists the magics, or says how one is used; %NAME? does so too", this::magics);
        book.alias("magics", "lsmagic");
    }

    private Described magics(List<String> names) {
        if (names.isEmpty()) {
            return new Shown(table(book.pages().size() + " magics", book.pages()));
        }
        String name = names.get(0).replaceFirst("^%{1,2}", "");
        var pages = book.pages(name);
        if (pages.isEmpty()) {
            throw book.unknown(name);
        }
        return new Shown(table("%" + name, pages));
    }

    private static Description table(String headline, List<MagicBook.Page> pages) {
        return Description.of(headline)
                .with(
                        "",
                        List.of("magic", "what it does"),
                        pages.stream()
                                .map(page -> List.of(page.usage(), page.help()))
                                .toList());
    }
}
