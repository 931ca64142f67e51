package dev.workerkit.cli;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a shared worker. */
final class AddressConverter implements ITypeConverter<WorkerAddress> {

    @Override
    public WorkerAddress convert(String text) {
        try {
            return WorkerAddress.parse(text);
        } catch (SpecException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
