package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import jenomics.kernel.WireClient.Received;
import org.junit.jupiter.api.Test;

/** Comms, on which widgets stand. */
class CommsOnTheWireTest extends OnEveryJdk {
    private static final String ECHO = """
            import io.github.spencerpark.jupyter.kernel.comm.*;
            import io.github.spencerpark.jupyter.messages.Message;
            import io.github.spencerpark.jupyter.messages.comm.*;
            class Echo extends Comm {
              Echo(CommManager manager, String id, String target) { super(manager, id, target); }
              protected void onMessage(Message<CommMsgCommand> message) {
                var data = message.getContent().getData();
                if (data.has("fail")) throw new IllegalStateException("no <b>such</b> thing");
                while (data.has("loop")) { }
                System.out.println("heard " + data.get("say"));
                send(data);
              }
              protected void onClose(Message<CommCloseCommand> message, boolean closing) { System.out.println("closed"); }
            }
            getKernelInstance().getCommManager().registerTarget("echo", (manager, id, target, message) -> new Echo(manager, id, target));
            """;

    private static String open() {
        client.run(ECHO);
        String comm = java.util.UUID.randomUUID().toString();
        client.finishWithoutReply(
                client.send("comm_open", Map.of("comm_id", comm, "target_name", "echo", "data", Map.of())));
        return comm;
    }

    private static CellRun say(String comm, Map<String, ?> data) {
        return client.finishWithoutReply(client.send("comm_msg", Map.of("comm_id", comm, "data", data)));
    }

    @Test
    void aFrontEndOpensTalksAndCloses() {
        String comm = open();
        var said = say(comm, Map.of("say", "hello"));
        assertEquals("heard \"hello\"\n", said.stdout());
        assertEquals(
                "hello",
                said.of("comm_msg")
                        .get(0)
                        .content()
                        .getAsJsonObject("data")
                        .get("say")
                        .getAsString());
        Received info = client.reply(client.send("comm_info_request", Map.of()));
        assertEquals("ok", info.text("status"));
        assertEquals(
                "echo",
                info.content()
                        .getAsJsonObject("comms")
                        .getAsJsonObject(comm)
                        .get("target_name")
                        .getAsString());
        var closed = client.finishWithoutReply(client.send("comm_close", Map.of("comm_id", comm, "data", Map.of())));
        assertEquals("closed\n", closed.stdout());
        Received after = client.reply(client.send("comm_info_request", Map.of("target_name", "echo")));
        assertFalse(after.content().getAsJsonObject("comms").has(comm));
    }

    @Test
    void anUnknownTargetIsClosedAtOnce() {
        var run = client.finishWithoutReply(
                client.send("comm_open", Map.of("comm_id", "c-1", "target_name", "nobody", "data", Map.of())));
        assertEquals("c-1", run.of("comm_close").get(0).text("comm_id"));
    }

    @Test
    void aWidgetGetsItsStateWhenItIsOpened() {
        var run = client.run(ECHO + """
                var state = new com.google.gson.JsonObject();
                state.addProperty("_model_name", "IntProgressModel");
                state.addProperty("value", 7);
                var widget = getKernelInstance().getCommManager().openComm("jupyter.widget", (manager, id, target, message) -> {
                  message.getContent().getData().add("state", state);
                  return new Echo(manager, id, target);
                });
                """);
        var data = run.of("comm_open").get(0).content().getAsJsonObject("data");
        assertEquals(7, data.getAsJsonObject("state").get("value").getAsInt());
        assertEquals("jupyter.widget", run.of("comm_open").get(0).text("target_name"));
    }

    @Test
    void whatAHandlerThrowsIsShownAndTheKernelStays() {
        var failed = say(open(), Map.of("fail", true));
        assertTrue(
                failed.stderr().contains("no <b>such</b> thing"),
                failed.published().toString());
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void stopEndsAHandler() throws Exception {
        String comm = open();
        String id = client.send("comm_msg", Map.of("comm_id", comm, "data", Map.of("loop", true)));
        client.awaitPublished("status");
        Thread.sleep(300);
        client.interrupt();
        client.finishWithoutReply(id);
        assertEquals("2", client.run("1 + 1").value());
    }
}
