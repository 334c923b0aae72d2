package dev.tandem.locks;

class InMemoryBackendTest extends LockBackendContract {

    private final InMemoryBackend backend = new InMemoryBackend();

    @Override
    protected LockBackend backend() {
        return backend;
    }

    @Override
    protected int queueLength() {
        return backend.queueLength(key);
    }
}
