package jenomics.kernel.shell;

import jenomics.provenance.StopSignal;

/**
 * What a press of Stop does to a cell. Work that listens (training) gets a while to come back by itself with what it
 * has; everything else is interrupted, then stopped. A second press waits for nothing, and gives the cell up if it is
 * still there a second later: inside native code, for example.
 */
public final class StopButton {
    static final long MILLIS_FOR_LISTENERS = 5_000;
    private static final long MILLIS_AFTER_INTERRUPT = 150;
    private static final long MILLIS_FOR_FINALLY = 800;
    private static final long MILLIS_BETWEEN_LATER_STOPS = 1_000;
    private static final String STUCK =
            "[Stop was heard; the cell is inside library or native code and ends when that call"
                    + " returns. Press Stop again to give it up, or restart the kernel.]";

    private final CellControl control;

    StopButton(CellControl control) {
        this.control = control;
    }

    /** Returns at once. */
    void press(RunningCell cell) {
        if (cell.stopRequested()) {
            cell.hurry();
            return;
        }
        boolean listened = StopSignal.request();
        cell.requestStop();
        var presser = new Thread(() -> stop(cell, listened), "jupyter-stop");
        presser.setDaemon(true);
        presser.start();
    }

    private void stop(RunningCell cell, boolean listened) {
        if (listened && cell.awaitEndOrHurry(MILLIS_FOR_LISTENERS)) {
            return;
        }
        cell.interruptThreads();
        boolean ended = cell.awaitEndOrHurry(MILLIS_AFTER_INTERRUPT);
        cell.stopThreads(); // also when it has ended: what it started and waited for would run on
        ended = ended || cell.awaitEndOrHurry(MILLIS_FOR_FINALLY);
        for (boolean said = false; !ended; ended = cell.awaitEndOrHurry(MILLIS_BETWEEN_LATER_STOPS)) {
            if (cell.hurried()) {
                control.giveUpCell();
            } else {
                cell.interruptThreads();
                said = said || sayStuck();
            }
            cell.stopThreads();
        }
    }

    private static boolean sayStuck() {
        System.err.println(STUCK);
        return true;
    }
}
