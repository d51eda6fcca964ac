package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.messages.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a front end asks first. */
final class KernelInfo {
    private KernelInfo() {}

    static Map<String, Object> reply(LanguageInfo language) {
        var info = new LinkedHashMap<String, Object>();
        info.put("status", "ok");
        info.put("protocol_version", Header.PROTOCOL_VERISON);
        info.put("implementation", "jenomics");
        info.put("implementation_version", version());
        info.put("language_info", language);
        info.put("banner", "Jenomics " + version() + " · Java " + Runtime.version());
        info.put("help_links", List.of());
        info.put("debugger", false);
        return info;
    }

    static String version() {
        String version = KernelInfo.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
