package dev.workerkit.host;

import dev.workerkit.MessageCodecException;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.channel.FrameKind;
import dev.workerkit.channel.Received;
import dev.workerkit.channel.WorkerChannel;
import dev.workerkit.worker.TaskWorker;
import java.util.Objects;

/** Having tasks performed and sending back what comes of them. */
record TaskTrade(TaskWorker worker) implements Work.Trade {

    @Override
    public void initialize(HostContext context) throws Exception {
        worker.initialize(context);
    }

    @Override
    public void deal(Received received, HostContext context) throws Exception {
        if (received.kind() == FrameKind.REQUEST) {
            answer(received, context);
        } else {
            dealPlainly(received, context);
        }
    }

    /** Whatever goes wrong with a request, there is somebody who waits to be told. */
    private void answer(Received request, HostContext context) {
        Object result;
        try {
            result = perform(request.message(worker.taskType()), context);
        } catch (Exception e) {
            context.channel().fail(request.correlation(), e.toString());
            return;
        }
        reply(request.correlation(), result, context.channel());
    }

    private void dealPlainly(Received message, HostContext context) throws Exception {
        Object task;
        try {
            task = message.message(worker.taskType());
        } catch (MessageCodecException e) {
            // One message that can't be read is no reason to lose those behind it.
            e.printStackTrace();
            return;
        }
        context.channel().send(perform(task, context));
    }

    private Object perform(Object task, HostContext context) throws Exception {
        return Objects.requireNonNull(
                worker.perform(task, context), "perform returned null, which is no result");
    }

    private static void reply(long correlation, Object result, WorkerChannel channel) {
        try {
            channel.reply(correlation, result);
        } catch (MessageCodecException | MessageTooLargeException e) {
            channel.fail(correlation, "The result can't be sent: " + e.getMessage());
        }
    }

    @Override
    public void terminate(HostContext context) throws Exception {
        worker.terminate(context);
    }

    @Override
    public String unit() {
        return "tasks";
    }
}
