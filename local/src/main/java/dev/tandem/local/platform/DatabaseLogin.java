package dev.tandem.local.platform;

/** All that it takes to open a database. */
public record DatabaseLogin(String url, String username, String password) {}
