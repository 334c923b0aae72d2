package dev.tandem.local.services;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Runs several services in this one JVM, so that one ahead-of-time cache learns what all of them load. Their own classes
 * come from a class loader of their own and stay out of that cache: it then outlives every change of our code.
 *
 * <p>The arguments are application classes, each followed by its own arguments, which start with two hyphens.
 */
public final class AllServices {

    /** The jars of our own, separated as in a class path. */
    private static final String OWN_JARS = "tandem.own.jars";

    private AllServices() {}

    public static void main(String[] arguments) throws ClassNotFoundException, MalformedURLException {
        var loader = new URLClassLoader("own", ownJars(), AllServices.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        for (int i = 0; i < arguments.length; ) {
            var application = Class.forName(arguments[i++], true, loader);
            var own = new ArrayList<String>();
            while (i < arguments.length && arguments[i].startsWith("--")) {
                own.add(arguments[i++]);
            }
            // Not by its main method: Spring would look for what our jars plug into it in its own class loader only.
            new SpringApplication(new DefaultResourceLoader(loader), application).run(own.toArray(String[]::new));
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
