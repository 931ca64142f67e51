/**
 * What the API's interfaces hand out, handed on as it is: to be extended by what watches a runtime
 * or changes what it does. Every method is forwarded, those with a default too.
 */
@NullMarked
package dev.workerkit.tck.forwarding;

import org.jspecify.annotations.NullMarked;
