package dev.workerkit.benchmarks.comparison;

import java.util.List;

/**
 * How sure it is that one sample tends to be above another: the rank-sum test of Mann and Whitney.
 * It assumes nothing of how values are spread, and single outliers hardly move it.
 */
final class RankTest {

    /** With so few, all ways to divide the values are counted; with more, the normal law is near. */
    private static final int MOST_COUNTED = 24;

    private static final double TWELVE = 12;

    private RankTest() {}

    /**
     * The confidence, from 0 to 1, that the values are higher in the second sample: one minus the
     * chance of such a rank sum, or a higher one, if there were no difference.
     */
    static double confidenceOfHigher(List<Double> first, List<Double> second) {
        int n = first.size();
        int m = second.size();
        if (n == 0 || m == 0) {
            return 0;
        }
        double above = 0;
        for (double later : second) {
            for (double earlier : first) {
                above += later > earlier ? 1 : later == earlier ? 0.5 : 0;
            }
        }
        return 1 - (n + m <= MOST_COUNTED ? counted(n, m, above) : approximated(n, m, above));
    }

    /** Of all ways to divide ranks in two, those with so many pairs above, or more. */
    private static double counted(int n, int m, double above) {
        // ways[i][u]: to choose i of the ranks seen so far so that u pairs are above
        double[][] ways = new double[m + 1][n * m + 1];
        ways[0][0] = 1;
        for (int rank = 1; rank <= n + m; rank++) {
            for (int i = Math.min(rank, m); i >= 1; i--) {
                int below = rank - i;
                for (int u = n * m; u >= below; u--) {
                    if (below <= n) {
                        ways[i][u] += ways[i - 1][u - below];
                    }
                }
            }
        }
        double all = 0;
        double such = 0;
        for (int u = 0; u <= n * m; u++) {
            all += ways[m][u];
            if (u >= above) {
                such += ways[m][u];
            }
        }
        return such / all;
    }

    private static double approximated(int n, int m, double above) {
        double mean = n * m / 2.0;
        double deviation = Math.sqrt((double) n * m * (n + m + 1) / TWELVE);
        // Half a pair less, as a step stands for what lies around it.
        return upperTail((above - 0.5 - mean) / deviation);
    }

    /** The chance of a normal value above this (Abramowitz and Stegun 26.2.17). */
    private static double upperTail(double z) {
        if (z < 0) {
            return 1 - upperTail(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return polynomial * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
