package jenomics.kernel.shell;

/** Memory put by for the day a cell fills the heap: given back, it lets the kernel say so and run the cell that clears up. */
final class HeapReserve {
    private static final long LEAST = 8L << 20;
    private static final long MOST = 32L << 20;
    private static final int SHARE_OF_HEAP = 16;
    private static final int BYTES =
            (int) Math.max(LEAST, Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    private static final int ROOM_TO_LEAVE = 3;

    private volatile byte[] reserve = new byte[BYTES];

    void release() {
        reserve = null;
    }

    /** Where there is plenty again. */
    void renew() {
        if (reserve == null && free() > (long) ROOM_TO_LEAVE * BYTES) {
            reserve = new byte[BYTES];
        }
    }

    private static long free() {
        var runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }
}
