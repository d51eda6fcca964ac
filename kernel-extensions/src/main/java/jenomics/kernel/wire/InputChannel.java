package jenomics.kernel.wire;

import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.zeromq.ZMQ;

/** Asks the front end for a line. One thread of ours talks to the socket; the cell waits for it, and Stop ends the wait. */
final class InputChannel extends StdinChannel {
    private static final int MILLIS_BETWEEN_LOOKS = 50;

    private final ThreadGroup kernels = Thread.currentThread().getThreadGroup();
    private final ExecutorService asker = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(kernels, task, "jupyter-stdin"); // not the cell's that asks: Stop would end it
        thread.setDaemon(true);
        return thread;
    });
    private final MessageReader reader;
    private volatile int question;

    InputChannel(ZMQ.Context context, HMACGenerator hmac, MessageReader reader) {
        super(context, hmac);
        this.reader = reader;
    }

    @Override
    public String getInput(MessageContext request, String prompt, boolean password) {
        int mine = ++question;
        Future<String> answer = asker.submit(() -> ask(mine, request, prompt, password));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            question++;
            Thread.currentThread().interrupt();
            throw new CancellationException("input was stopped");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The front end gave no input: " + e.getCause(), e.getCause());
        }
    }

    private String ask(int mine, MessageContext request, String prompt, boolean password) {
        dropLateAnswers();
        var content = new InputRequest(prompt, password);
        Message<InputRequest> sent = IsoDates.dated(new Message<>(request, InputRequest.MESSAGE_TYPE, content));
        sendMessage(sent);
        try (ZMQ.Poller poller = ctx.poller(1)) {
            poller.register(this, ZMQ.Poller.POLLIN);
            while (question == mine) {
                Message<?> answer = poller.poll(MILLIS_BETWEEN_LOOKS) > 0 ? reader.read(this) : null;
                if (answer != null && answers(answer, sent) && answer.getContent() instanceof InputReply reply) {
                    return reply.getValue() + System.lineSeparator();
                }
            }
        }
        return "";
    }

    /** Front ends that name no question answer the last one. */
    private static boolean answers(Message<?> answer, Message<?> question) {
        return !answer.hasParentHeader()
                || answer.getParentHeader().getId().equals(question.getHeader().getId());
    }

    /** Answers to questions that Stop gave up. */
    private void dropLateAnswers() {
        setReceiveTimeOut(0);
        while (recv() != null) {
            // each frame of each late answer
        }
        setReceiveTimeOut(-1);
    }
}
