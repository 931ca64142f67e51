package dev.workerkit.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The requirements that a verification speaks for. When it fails, each of them fails; it is not run
 * on a runtime that lacks a capability of any of them, so name together only what belongs together.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requirement {

    /** Ids as they stand in {@code SPEC.md}, for example {@code WRK-LIFE-001}. */
    String[] value();
}
