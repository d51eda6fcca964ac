package jenomics.kernel.magic;

/** All magics of the kernel itself. */
public final class BuiltInMagics {
    private BuiltInMagics() {}

    public static void register(Session session, MagicBook book) {
        var classPath = new ClassPath(session);
        new HelpMagics(book).register();
        new CodeMagics(session).register(book);
        new ClassPathMagics(classPath).register(book);
        new MavenMagics(classPath).register(book);
        new ProvenanceMagic(session, classPath).register(book);
        DeviceMagic.register(book);
        DatasetsMagic.register(book);
    }
}
