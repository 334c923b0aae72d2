package dev.tandem.defaults.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Makes {@link StrictParser}s for the two forms in which Spring hands over a request's body. */
class StrictFactory extends JsonFactory {

    StrictFactory() {
        super();
    }

    private StrictFactory(StrictFactory original, ObjectCodec codec) {
        super(original, codec);
    }

    @Override
    public JsonFactory copy() {
        return new StrictFactory(this, getCodec());
    }

    @Override
    public JsonParser createParser(InputStream body) throws IOException {
        return new StrictParser(super.createParser(body));
    }

    @Override
    public JsonParser createParser(Reader body) throws IOException {
        return new StrictParser(super.createParser(body));
    }
}
