package dev.tandem.local.services;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs several services in this one JVM, so that one ahead-of-time cache learns what all of them load. Their own classes
 * come from a class loader of their own and stay out of that cache: it then outlives every change of our code.
 *
 * <p>The arguments are main classes, each followed by its own arguments, which start with two hyphens.
 */
public final class AllServices {

    /** The jars of our own, separated as in a class path. */
    private static final String OWN_JARS = "tandem.own.jars";

    private AllServices() {}

    public static void main(String[] arguments) throws ReflectiveOperationException, MalformedURLException {
        var loader = new URLClassLoader("own", ownJars(), AllServices.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        for (int i = 0; i < arguments.length; ) {
            var mainClass = Class.forName(arguments[i++], true, loader);
            List<String> own = new ArrayList<>();
            while (i < arguments.length && arguments[i].startsWith("--")) {
                own.add(arguments[i++]);
            }
            mainClass.getMethod("main", String[].class).invoke(null, (Object) own.toArray(String[]::new));
        }
    }

    private static URL[] ownJars() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (var jar : System.getProperty(OWN_JARS, "").split(File.pathSeparator, -1)) {
            urls.add(new File(jar).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
