package dev.workerkit.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that work on a real container engine: the one of {@code DOCKER_HOST}, or of Docker's own
 * socket. Without one they are skipped and say why; where {@code CI} or {@code
 * WORKERKIT_REQUIRE_ENGINE} is set they fail, as nobody reads there what was skipped.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(EngineCondition.class)
public @interface NeedsEngine {}
