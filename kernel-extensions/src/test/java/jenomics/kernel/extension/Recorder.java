package jenomics.kernel.extension;

import java.util.List;
import java.util.function.Function;

/** A kernel that keeps what it is given to show. */
record Recorder(List<Bundle> shown) implements Host {

    @Override
    public String name() {
        return "a recorder";
    }

    @Override
    public <T> void renderer(Class<T> type, Function<? super T, Bundle> view) {}

    @Override
    public void lineMagic(String name, Function<List<String>, Object> magic) {}

    @Override
    public void display(String id, Bundle bundle) {
        shown.add(bundle);
    }

    @Override
    public void update(String id, Bundle bundle) {
        shown.add(bundle);
    }

    @Override
    public void clear(boolean wait) {}
}
