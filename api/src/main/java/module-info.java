/** The contracts of workers: what a runtime offers, and what runs inside a worker. */
module dev.workerkit.api {
    requires static transitive org.jspecify;

    exports dev.workerkit;
    exports dev.workerkit.spi;
    exports dev.workerkit.worker;

    uses dev.workerkit.spi.ProfileFormat;
    uses dev.workerkit.spi.WorkerRuntimeProvider;
}
