package dev.tandem.scenarios.isolation;

import dev.tandem.scenarios.Stage;

/** Tells two who act at the same time, in two columns and in the order in which it happens. */
final class Timeline {

    private static final int WIDTH = 54;

    private final Stage stage;

    Timeline(Stage stage, String left, String right) {
        this.stage = stage;
        line(left, right);
    }

    /** The one on the left does something. */
    void left(String what) {
        line("  ├─ " + what, "  │");
    }

    /** The one on the right does something. */
    void right(String what) {
        line("  │", "  ├─ " + what);
    }

    /** Both of them stand where this leaves them. */
    void result(String what) {
        stage.tell("  ⇒ " + what);
    }

    private void line(String left, String right) {
        stage.tell(("%-" + WIDTH + "s%s").formatted(left, right).stripTrailing());
    }
}
