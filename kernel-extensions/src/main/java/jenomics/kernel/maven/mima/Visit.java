package jenomics.kernel.maven.mima;

import eu.maveniverse.maven.mima.context.Context;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import jenomics.kernel.maven.PlainHttp;
import jenomics.provenance.GenomicsException;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;

/** One visit to the repositories: Maven's session with the user's settings, our proxies, and no plain http. */
record Visit(
        RepositorySystem system,
        DefaultRepositorySystemSession session,
        List<RemoteRepository> repositories,
        BadPoms badPoms) {
    private static final int CONNECT_MILLIS = 15_000;
    private static final int SILENCE_MILLIS = 60_000;

    static Visit of(Context context, Downloads downloads) {
        var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
        var badPoms = new BadPoms();
        session.setTransferListener(downloads);
        session.setRepositoryListener(badPoms);
        session.setProxySelector(proxies(session.getProxySelector()));
        session.setMirrorSelector(refusingPlainHttp(session.getMirrorSelector()));
        session.setConfigProperty("aether.connector.connectTimeout", CONNECT_MILLIS);
        session.setConfigProperty("aether.connector.requestTimeout", SILENCE_MILLIS);
        session.setIgnoreArtifactDescriptorRepositories(true); // old POMs name places that are gone, or never were safe
        session.setOffline(isOffline(context));
        return new Visit(context.repositorySystem(), session, context.remoteRepositories(), badPoms);
    }

    /** The same with more repositories, and with the mirrors and passwords of the settings for all. */
    Visit with(List<RemoteRepository> more) {
        var all = system.newResolutionRepositories(
                session, Stream.concat(repositories.stream(), more.stream()).toList());
        refusePlainHttp(all);
        return new Visit(system, session, all, badPoms);
    }

    private static boolean isOffline(Context context) {
        var request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(context.mavenUserHome().settingsXml().toFile());
        try {
            return new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings()
                    .isOffline();
        } catch (SettingsBuildingException e) {
            throw new GenomicsException("The settings of Maven are broken: " + e.getMessage(), e);
        }
    }

    /** Settings come first, then the variables that other programs follow. */
    private static ProxySelector proxies(ProxySelector settings) {
        var variables = new ProxyVariables(System.getenv());
        return repository -> {
            var proxy = settings == null ? null : settings.getProxy(repository);
            return proxy == null ? variables.proxyFor(repository.getUrl()) : proxy;
        };
    }

    /** As Maven itself does it: what is neither https nor on this machine goes to a mirror that is closed. */
    private static MirrorSelector refusingPlainHttp(MirrorSelector settings) {
        var closed = new DefaultMirrorSelector();
        closed.add("plain-http-refused", "http://refused.invalid/", "default", false, true, "external:http:*", "*");
        return repository -> {
            var mirror = settings == null ? null : settings.getMirror(repository);
            return mirror == null ? closed.getMirror(repository) : mirror;
        };
    }

    private static void refusePlainHttp(List<RemoteRepository> repositories) {
        for (var repository : repositories) {
            boolean isMirror = repository.isBlocked()
                    && !repository.getMirroredRepositories().isEmpty();
            if (repository.isBlocked() || PlainHttp.isRefused(repository.getProtocol(), repository.getHost())) {
                var refused = isMirror ? repository.getMirroredRepositories().get(0) : repository;
                throw PlainHttp.refusal(refused.getId(), refused.getUrl());
            }
        }
    }

    /** Said of what was found all the same; a POM that a direct dependency lacks or breaks matters more than others. */
    List<String> warnings(List<Dependency> direct) {
        return badPoms.sentences(
                direct.stream().map(Dependency::getArtifact).map(Visit::key).toList());
    }

    private static String key(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion();
    }

    static String place(RemoteRepository repository) {
        return repository.getId() + " (" + withoutUser(repository.getUrl()) + ")";
    }

    /** A password may stand in an address. */
    private static String withoutUser(String url) {
        try {
            var uri = URI.create(url);
            return uri.getRawUserInfo() == null ? url : url.replace(uri.getRawUserInfo() + "@", "");
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    /** Hears of POMs that are broken; the resolver itself goes on without what they would have said. */
    static final class BadPoms extends AbstractRepositoryListener {
        private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
        private final List<String> missing = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void artifactDescriptorInvalid(RepositoryEvent event) {
            broken.add(key(event.getArtifact()));
        }

        @Override
        public void artifactDescriptorMissing(RepositoryEvent event) {
            missing.add(key(event.getArtifact()));
        }

        List<String> sentences(List<String> direct) {
            var sentences = new ArrayList<String>();
            for (String each : broken) {
                sentences.add("The POM of " + each + " is broken" + consequence(direct.contains(each)));
            }
            for (String each : missing) {
                sentences.add(each + " has no POM" + consequence(direct.contains(each)));
            }
            return sentences;
        }

        private static String consequence(boolean direct) {
            return ", so what it needs in turn is not known"
                    + (direct ? "; if classes are missing, name their artifacts after %maven too." : ".");
        }
    }
}
