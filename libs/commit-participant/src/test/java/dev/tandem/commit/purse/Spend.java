package dev.tandem.commit.purse;

/** What the branches of this service are told. */
record Spend(String purse, int amount) {}
