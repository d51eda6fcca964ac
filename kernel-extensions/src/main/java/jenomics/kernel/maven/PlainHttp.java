package jenomics.kernel.maven;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** On plain http anybody on the way can change what arrives, checksum included; only within this machine nobody is. */
public final class PlainHttp {
    private PlainHttp() {}

    public static boolean isRefused(String protocol, String host) {
        return protocol.equalsIgnoreCase("http") && !isThisMachine(host);
    }

    public static GenomicsException refusal(String id, String url) {
        return new GenomicsException(
                "The Maven repository " + id + " (" + url + ") is plain http, where anybody on the way can change what"
                        + " arrives. Give its https address, or an https mirror of it in settings.xml.",
                Map.of("repository", url));
    }

    private static boolean isThisMachine(String host) {
        try {
            boolean isNumber = host.matches("[0-9.]+|\\[?[0-9a-fA-F:.]+:[0-9a-fA-F:.]*]?");
            return host.equals("localhost")
                    || isNumber && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
