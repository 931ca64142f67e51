package dev.workerkit.container.network;

import java.util.stream.Stream;

/**
 * What is dropped without a word.
 *
 * @param text a chain of the kernel's filter and a match, as iptables(8) has them
 */
record Rule(String text) {

    private static final String BEGINS = " -p tcp --syn";
    private static final String IS_ELSE = " ! -p tcp";

    /** In the network of a client: nobody begins a conversation with it at this address. */
    static Stream<Rule> ofClient(String client) {
        String to = "INPUT -d " + client;
        return Stream.of(new Rule(to + BEGINS), new Rule(to + IS_ELSE));
    }

    /** In the network of a service: it is asked at one port, and begins nothing with its client. */
    static Stream<Rule> ofService(String service, int port, String client) {
        String to = "INPUT -d " + service;
        String back = "OUTPUT -d " + client;
        return Stream.of(
                new Rule(to + BEGINS + " ! --dport " + port),
                new Rule(to + IS_ELSE),
                new Rule(back + BEGINS),
                new Rule(back + IS_ELSE));
    }

    String added() {
        return "-A " + text + " -j DROP";
    }

    String deleted() {
        return "-D " + text + " -j DROP";
    }
}
