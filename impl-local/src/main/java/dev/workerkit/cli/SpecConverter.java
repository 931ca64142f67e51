package dev.workerkit.cli;

import dev.workerkit.SpecException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a value of the library, which says itself what is wrong with one. */
abstract class SpecConverter<T> implements ITypeConverter<T> {

    /**
     * What this text stands for.
     *
     * @throws SpecException if it stands for nothing
     */
    abstract T read(String text);

    @Override
    public final T convert(String text) {
        try {
            return read(text);
        } catch (SpecException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
