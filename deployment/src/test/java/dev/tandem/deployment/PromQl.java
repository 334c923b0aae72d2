package dev.tandem.deployment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An expression in the language of Prometheus, taken apart as far as it takes to look for what it asks about. */
record PromQl(String text) {

    /** A name that no bracket follows is a metric; before a bracket it is a function. */
    private static final Pattern NAME = Pattern.compile("\\b[a-z_][a-z0-9_]*\\b(?!\\s*\\()");

    private static final Pattern LABELS_OF_AN_AGGREGATION =
            Pattern.compile("\\b(by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-z_][a-z0-9_]*)\\s*\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** Which of a metric's series are meant. */
    record Selector(String metric, List<Matcher> matchers) {}

    record Matcher(String label, String operator, String value) {

        /** Whether only series with this very value are meant, which have to exist then. */
        boolean isExact() {
            return operator.equals("=");
        }
    }

    /** The metrics that it looks at. */
    Set<String> metrics() {
        var bare = LABELS_OF_AN_AGGREGATION.matcher(text).replaceAll(" ");
        bare = bare.replaceAll("\\{[^}]*}", " ").replaceAll("\\[[^]]*]", " ");
        var metrics = new TreeSet<String>();
        NAME.matcher(bare)
                .results()
                .map(it -> it.group())
                .filter(it -> !OPERATORS.contains(it))
                .forEach(metrics::add);
        return metrics;
    }

    List<Selector> selectors() {
        return SELECTOR.matcher(text)
                .results()
                .map(it -> new Selector(it.group(1), matchers(it.group(2))))
                .toList();
    }

    private static List<Matcher> matchers(String text) {
        return MATCHER.matcher(text)
                .results()
                .map(it -> new Matcher(it.group(1), it.group(2), it.group(3)))
                .toList();
    }

    /** The labels that its results are told apart by. */
    Set<String> labels() {
        var labels = new TreeSet<String>();
        LABELS_OF_AN_AGGREGATION
                .matcher(text)
                .results()
                .flatMap(it -> Stream.of(it.group(2).split(",", -1)))
                .forEach(label -> labels.add(label.strip()));
        return labels;
    }
}
