package dev.workerkit.cli;

import dev.workerkit.WorkerAddress;

/** Reads the address of a shared worker. */
final class AddressConverter extends SpecConverter<WorkerAddress> {

    @Override
    WorkerAddress read(String text) {
        return WorkerAddress.parse(text);
    }
}
