package dev.workerkit;

/**
 * A message of a pool's member (WRK-POOL-004).
 *
 * @param message what it sent
 * @param worker who sent it
 * @param name that worker's name
 * @param incarnation which of its incarnations
 */
public record PoolMessage(Object message, WorkerId worker, String name, int incarnation) {}
