/**
 * The crash campaign: masters and workers are killed at random while messages flow over durable
 * channels. Both ends keep journals of what they do, and an {@link dev.workerkit.tck.campaign.Audit}
 * of the journals finds out whether a message was lost, or came again after it was acknowledged.
 */
@NullMarked
package dev.workerkit.tck.campaign;

import org.jspecify.annotations.NullMarked;
