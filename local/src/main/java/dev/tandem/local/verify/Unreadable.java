package dev.tandem.local.verify;

/** Books could not be read, so nobody knows whether they are right; that is a finding as well. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
