package dev.workerkit.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A verification that nothing else may run beside, or a class of them: it judges how long something
 * takes, or looks at more of the machine than its own workers. Such ones run one after the other
 * when all others are done, and so cost the whole suite their time; most verifications need not be
 * alone, as each has a session, runtimes and a folder of its own, and deadlines that leave time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Alone {

    /** Why, as the end of a sentence: {@code "it measures processor time"}. */
    String value();
}
