package dev.workerkit.tck.sabotage;

import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SocketContext;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.wire.WireEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What can go wrong with the addresses of shared workers, and who talks to whom there. */
final class AddressSabotages {

    private AddressSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(addresses(), certificates()).flatMap(List::stream).toList();
    }

    private static List<Sabotage> addresses() {
        return List.of(
                Sabotage.of(
                        "tells-spellings-apart",
                        "WRK-SHARED-001",
                        "An address that is spelled anew is another",
                        Deed.toRuntime(Spellings::new)),
                Sabotage.of(
                        "deletes-what-is-in-its-way",
                        "WRK-SHARED-011",
                        "A connect that fails deletes what is at the address, and tries again",
                        Deed.toConnect(
                                (runtime, address, spec) -> {
                                    try {
                                        return runtime.connect(address, spec);
                                    } catch (WorkerException e) {
                                        if (address instanceof WorkerAddress.Unix unix) {
                                            SharedSabotages.delete(unix.path());
                                        }
                                        return runtime.connect(address, spec);
                                    }
                                })),
                Sabotage.of(
                        "takes-a-stale-socket-for-a-live-one",
                        "WRK-SHARED-011",
                        "The socket of a dead worker is in the way of the next",
                        Deed.toConnect(
                                (runtime, address, spec) -> {
                                    if (address instanceof WorkerAddress.Unix unix
                                            && Files.exists(unix.path())
                                            && !WireEnd.listens(address)) {
                                        throw new SharedWorkerUnavailableException(
                                                address + ": somebody is there", null);
                                    }
                                    return runtime.connect(address, spec);
                                })),
                Sabotage.of(
                        "makes-missing-folders",
                        "WRK-SHARED-016",
                        "The folder of a socket is made if it is missing",
                        Deed.toConnect(
                                (runtime, address, spec) -> {
                                    if (address instanceof WorkerAddress.Unix unix) {
                                        unix.path().getParent().toFile().mkdirs();
                                    }
                                    return runtime.connect(address, spec);
                                })),
                Sabotage.of(
                        "does-not-say-which-port-is-taken",
                        "WRK-SHARED-016",
                        "A port that somebody else uses is refused without its number",
                        SharedSabotages.toFailure(
                                (address, failure) ->
                                        address instanceof WorkerAddress.Tcp
                                                ? new SharedWorkerUnavailableException(
                                                        "the address is in use", null)
                                                : failure)));
    }

    private static List<Sabotage> certificates() {
        return List.of(
                Sabotage.of(
                        "opens-the-network",
                        "WRK-SHARED-012",
                        "A worker listens to other machines without being told to",
                        Deed.toSharedSpec(SharedWorkerSpec::withOpenNetwork)),
                Sabotage.of(
                        "serves-in-the-clear-for-want-of-a-certificate",
                        "WRK-SHARED-012",
                        "A worker at a tls:// address without a certificate speaks without TLS",
                        Deed.toConnect(
                                (runtime, address, spec) ->
                                        runtime.connect(inTheClear(address, spec), spec))),
                Sabotage.of(
                        "looks-at-no-host-name",
                        "WRK-SHARED-017",
                        "A master takes a certificate that is another host's",
                        toContext(SocketContext::withoutHostNameCheck)),
                Sabotage.of(
                        "asks-for-no-certificate",
                        "WRK-SHARED-017",
                        "A worker that is to ask masters for certificates does not",
                        toContext(
                                context ->
                                        new SocketContext(
                                                context.certificateChain(),
                                                context.privateKey(),
                                                context.trusted(),
                                                false,
                                                context.checkHostName()))),
                Sabotage.of(
                        "trusts-whom-it-has-trusted-before",
                        "WRK-SHARED-017",
                        "A master goes on trusting the authority that it was told of first",
                        Deed.toRuntime(LastingTrust::new)));
    }

    private static Deed toContext(UnaryOperator<SocketContext> change) {
        return Deed.toSharedSpec(
                spec -> spec.socketContext().map(change).map(spec::withSocketContext).orElse(spec));
    }

    private static WorkerAddress inTheClear(WorkerAddress address, SharedWorkerSpec spec) {
        boolean certified =
                spec.socketContext().flatMap(SocketContext::certificateChain).isPresent();
        return address instanceof WorkerAddress.Tls tls && !certified
                ? new WorkerAddress.Tcp(tls.host(), tls.port())
                : address;
    }

    /** Knows the objects alone that it was given as addresses. */
    private static final class Spellings extends ForwardingRuntime {
        private final Map<WorkerAddress, WorkerAddress> first = new ConcurrentHashMap<>();

        Spellings(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
            boolean same = first.computeIfAbsent(address, any -> any) == address;
            WorkerAddress place = same ? address : Elsewhere.beside(address);
            return new Elsewhere(super.connect(place, spec), address);
        }
    }

    private static final class LastingTrust extends ForwardingRuntime {
        private volatile Optional<Path> trusted = Optional.empty();

        LastingTrust(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
            if (trusted.isEmpty()) {
                trusted = spec.socketContext().flatMap(SocketContext::trusted);
            }
            SocketContext context = spec.socketContext().orElse(SocketContext.defaults());
            return super.connect(
                    address,
                    trusted.map(context::withTrusted).map(spec::withSocketContext).orElse(spec));
        }
    }
}
