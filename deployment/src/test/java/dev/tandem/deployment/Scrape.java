package dev.tandem.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Prometheus would read from the services at one moment. */
record Scrape(List<Sample> samples) {

    private static final Pattern SAMPLE =
            Pattern.compile("^([a-z_]+[a-z0-9_]*)(?:\\{(.*)})? (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Made by Prometheus itself, for every target. */
    private static final Set<String> PROMETHEUS_OWN = Set.of("up");

    record Sample(String metric, Map<String, String> labels) {}

    /** Only what has a value: a gauge whose question fails is not a number. */
    static Scrape of(String text) {
        return new Scrape(SAMPLE.matcher(text)
                .results()
                .filter(it -> !it.group(3).equals("NaN"))
                .map(it -> new Sample(it.group(1), labels(it.group(2))))
                .toList());
    }

    private static Map<String, String> labels(@Nullable String text) {
        var labels = new HashMap<String, String>();
        if (text != null) {
            LABEL.matcher(text).results().forEach(it -> labels.put(it.group(1), it.group(2)));
        }
        return labels;
    }

    boolean has(String metric) {
        return PROMETHEUS_OWN.contains(metric) || samplesOf(metric).findAny().isPresent();
    }

    /** Whether each of these labels tells some of the metric's series apart. */
    boolean hasLabels(String metric, Set<String> labels) {
        return PROMETHEUS_OWN.contains(metric)
                || labels.stream()
                        .allMatch(label ->
                                samplesOf(metric).anyMatch(it -> it.labels().containsKey(label)));
    }

    /** Whether something can ever be selected: labels have to exist, and values too where they are given exactly. */
    boolean has(PromQl.Selector selector) {
        return PROMETHEUS_OWN.contains(selector.metric())
                || samplesOf(selector.metric())
                        .anyMatch(sample -> selector.matchers().stream()
                                .allMatch(it -> fits(it, sample.labels().get(it.label()))));
    }

    private static boolean fits(PromQl.Matcher matcher, @Nullable String value) {
        return matcher.isExact() ? matcher.value().equals(value) : value != null;
    }

    private Stream<Sample> samplesOf(String metric) {
        return samples.stream().filter(it -> it.metric().equals(metric));
    }
}
