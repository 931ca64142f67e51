/** Reports that nobody can change unseen: signed in-toto statements about them. */
@NullMarked
package dev.workerkit.tck.attestation;

import org.jspecify.annotations.NullMarked;
