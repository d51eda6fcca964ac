package jenomics.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ReplyEnvironment;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.history.HistoryManager;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishClearOutput;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import jenomics.kernel.extension.Extension;
import jenomics.kernel.magic.BuiltInMagics;
import jenomics.kernel.magic.MagicBook;
import jenomics.kernel.magic.MagicNames;
import jenomics.kernel.magic.MagicSyntax;
import jenomics.kernel.shell.CellError;
import jenomics.kernel.shell.CellShell;
import jenomics.kernel.shell.CodeHints;
import jenomics.kernel.shell.RunningCell;
import jenomics.kernel.shell.StoppedError;
import jenomics.kernel.wire.RequestEnvironment;
import jenomics.kernel.wire.WireConnection;

/**
 * The Jenomics Java kernel: JShell behind Jupyter's protocol. Built on the base library of IJava, so that renderers and
 * magics written for IJava run in it.
 */
public final class JavaKernel extends BaseKernel {
    private static volatile JavaKernel current;

    private final WireConnection connection;
    private final KernelStreams streams;
    private final MagicBook magics = new MagicBook();
    private final MagicSyntax magicSyntax = new MagicSyntax(magics);
    private final SessionHistory history = new SessionHistory();
    private final Editor editor = new Editor(this);
    private final CompletableFuture<CellShell> shell;
    private final CompletableFuture<Void> ready;
    private final Optional<StatementTimeout> timeout;
    private volatile RunningCell runningCell;

    JavaKernel(WireConnection connection, Boot boot) {
        this.connection = connection;
        streams = boot.streams();
        shell = boot.shell();
        current = this;
        BuiltInMagics.register(new KernelSession(this), magics);
        Extension.install(new KernelHost(this));
        ready = shell.thenAccept(booted -> Startup.runScripts(booted, magicSyntax::toJava));
        ready.thenRun(Startup::warmTorch);
        timeout = IJavaVariables.timeout().map(StatementTimeout::new);
        timeout.ifPresent(limit -> limit.watch(() -> runningCell, this::interrupt));
    }

    /** The kernel of this process. */
    static JavaKernel current() {
        return current;
    }

    public Magics getMagics() {
        return magics;
    }

    @Override
    public JupyterIO getIO() {
        return streams;
    }

    @Override
    public HistoryManager getHistoryManager() {
        return history;
    }

    SessionHistory history() {
        return history;
    }

    KernelStreams streams() {
        return streams;
    }

    /** Waits while it boots: a second or two after the start. Start-up scripts have it while cells still wait. */
    CellShell shell() {
        return shell.join();
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection wire) {
        super.becomeHandlerForConnection(wire);
        var execution = new CellExecution(this, connection);
        wire.setHandler(MessageType.EXECUTE_REQUEST, execution::handle);
        new CommExecution(this, connection).handle(wire);
        wire.setHandler(MessageType.COMPLETE_REQUEST, editor::complete);
        wire.setHandler(MessageType.INSPECT_REQUEST, editor::inspect);
        wire.setHandler(MessageType.HISTORY_REQUEST, (environment, request) -> {
            environment.setBusyDeferIdle();
            answer(environment, request, MessageType.HISTORY_REPLY, history.reply(request.getContent()));
        });
        wire.setHandler(MessageType.KERNEL_INFO_REQUEST, (environment, request) -> {
            environment.setBusyDeferIdle();
            answer(environment, request, MessageType.KERNEL_INFO_REPLY, KernelInfo.reply(getLanguageInfo()));
        });
        wire.setHandler(MessageType.INTERRUPT_REQUEST, (environment, request) -> {
            interrupt(); // no busy and idle here: they would paint the kernel idle while the cell still runs
            answer(environment, request, MessageType.INTERRUPT_REPLY, java.util.Map.of("status", "ok"));
        });
    }

    private static void answer(
            ShellReplyEnvironment environment,
            Message<?> request,
            MessageType<?> type,
            java.util.Map<String, ?> content) {
        environment.reply(RequestEnvironment.message(request, type, content));
    }

    // cells

    /** From now on Stop means this cell; it need not have begun. */
    void begin(RunningCell cell) {
        runningCell = cell;
    }

    void end(RunningCell cell) {
        cell.end();
        runningCell = null;
    }

    /** Evaluates a cell; its value is null if its last statement has none. */
    Object evalCell(RunningCell cell, String code) throws CellError {
        ready.join();
        return shell().eval(cell, magicSyntax.toJava(code));
    }

    /** What a cell shows of its value; one that takes too long to show is an error. */
    DisplayData renderedWithin(RunningCell cell, Object value) throws Throwable {
        try (var limit = new ShowingLimit(() -> shell().stop(cell))) {
            try {
                return within(cell, () -> rendered(value));
            } catch (StoppedError e) {
                throw limit.passed() ? ShowingLimit.error(value) : e;
            }
        }
    }

    /** Work that belongs to a cell but is not its code, in a thread that Stop reaches. */
    <T> T within(RunningCell cell, Callable<T> work) throws Throwable {
        return shell().within(cell, work);
    }

    Object evalNested(String code, int firstLine) throws CellError {
        return shell().evalNested(magicSyntax.toJava(code), firstLine);
    }

    /** As in IJava: the value itself, not what is shown of it. */
    public Object evalRaw(String code) throws Exception {
        return evalNested(code, 1);
    }

    /** As in IJava: a jar or folder of classes that cells can use from now on. */
    public void addToClasspath(String path) {
        shell().addToClassPath(path);
    }

    /** What a front end is told: in the words of the cell, where its magics are still magics. */
    Failure failureOf(RunningCell cell, Throwable e) {
        return timeout.filter(limit -> e instanceof StoppedError)
                .map(limit -> limit.failureOf(cell))
                .orElseGet(() -> Failure.of(e).reworded(magicSyntax::asWritten));
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        Object value = evalNested(code, 1);
        return value == null ? null : rendered(value);
    }

    /** Stop. While the kernel boots, it is remembered for the cell that waits. */
    @Override
    public void interrupt() {
        var cell = runningCell;
        if (cell != null) {
            shell.thenAccept(ready -> ready.stop(cell));
        }
    }

    // output

    DisplayData rendered(Object value) {
        if (value == null) {
            return new DisplayData("null");
        }
        return value instanceof DisplayData data ? data : getRenderer().render(value);
    }

    /** Shows it below the cell of this thread; returns its display id. */
    String show(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        display(data);
        return data.getDisplayId();
    }

    @Override
    public void display(DisplayData data) {
        outputTarget().publish(new PublishDisplayData(data));
    }

    void update(String id, DisplayData data) {
        data.setDisplayId(id);
        outputTarget().publish(new PublishUpdateDisplayData(data));
    }

    void clearOutput(boolean wait) {
        outputTarget().publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }

    /** What was printed before comes before. */
    private ReplyEnvironment outputTarget() {
        streams.publish();
        ReplyEnvironment target = OutputTarget.current();
        if (target == null) {
            throw new IllegalStateException("There is no cell to show this in yet.");
        }
        return target;
    }

    // input

    /** Asks whoever sits at the front end for a line. */
    public String readLine(String prompt) {
        return streams.ask(prompt, false);
    }

    /** The same for something nobody should see: the front end hides it, and it is not kept in the notebook. */
    public String readPassword(String prompt) {
        return streams.ask(prompt, true);
    }

    // the editor

    @Override
    public ReplacementOptions complete(String code, int cursor) {
        var found = completions(code, cursor);
        return new ReplacementOptions(
                found.words().stream().map(CodeHints.Word::text).toList(), found.from(), cursor);
    }

    CodeHints.Completions completions(String code, int cursor) {
        return MagicNames.complete(magics, code, cursor)
                .map(found -> new CodeHints.Completions(
                        found.getReplacements().stream()
                                .map(name -> new CodeHints.Word(name, "magic"))
                                .toList(),
                        found.getSourceStart()))
                .orElseGet(() -> shell().hints().complete(code, cursor));
    }

    @Override
    public DisplayData inspect(String code, int cursor, boolean detailed) {
        return editor.page(code, cursor);
    }

    @Override
    public String isComplete(String code) {
        return switch (shell().hints().completeness(magicSyntax.toJava(code))) {
            case "complete" -> IS_COMPLETE_YES;
            case "invalid" -> IS_COMPLETE_BAD;
            default -> "    "; // incomplete: how to indent the next line
        };
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }
}
