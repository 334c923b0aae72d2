# All seven services, one image each, from this one file:
#
#   docker compose build                                                      all of them
#   docker build --build-arg SERVICE=order-service --build-arg PORT=8081 .    one of them
#
# The images share all layers but the last few hundred kilobytes: the libraries, and the class cache that knows them, are the
# same for all. Arguments:
#   SERVICE, PORT   which service, and where it listens
#   JARS            built: by Maven, in here; prebuilt: by you, outside (mvn -DskipTests package && docker/assemble)
#   CACHE           trained: a start takes a third less of the processor's time, and building a minute or two more;
#                   none: for whoever builds often
ARG JARS=built
ARG CACHE=trained

# --- jars built in here ----------------------------------------------------------------------------------------------

# What decides which dependencies there are: the poms. And one file of source, which makes the compiler's own dependencies
# (annotation processors, static checks) come with the rest.
FROM maven:3.9-eclipse-temurin-25 AS poms
WORKDIR /src
COPY . .
RUN find . -type f ! -name pom.xml ! -path './.mvn/*' \
        ! -path ./libs/contracts/src/main/java/dev/tandem/contracts/package-info.java -delete \
    && find . -type d -empty -delete

# A layer with all dependencies that stays as long as no pom changes: a build of next to nothing fetches them.
FROM maven:3.9-eclipse-temurin-25 AS jars-built
WORKDIR /src
COPY --from=poms /src .
RUN mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl local/services -am package
COPY . .
RUN mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl local/services -am package \
    && docker/assemble /jars

# --- jars built outside ----------------------------------------------------------------------------------------------

FROM scratch AS jars-prebuilt
COPY local/services/target/image /jars

# --- what all images share -------------------------------------------------------------------------------------------

FROM jars-${JARS} AS jars

FROM eclipse-temurin:25-jre AS libraries
# Nobody's home, nobody's shell. By number, so that a cluster can see that it is not root.
RUN groupadd --gid 10001 tandem \
    && useradd --uid 10001 --gid tandem --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin tandem
COPY --from=jars /jars/lib /app/lib
COPY --from=jars /jars/java.options /app/java.options

# --- the class cache -------------------------------------------------------------------------------------------------

# Trained by the very JVM that will use it, on the servers that the platform runs on, at the place where the jars will be.
FROM postgres:17 AS cache-trained
COPY --from=eclipse-temurin:25-jre /opt/java/openjdk /opt/java/openjdk
COPY --from=apache/kafka:3.9.2 /opt/kafka/libs /opt/kafka/libs
COPY --from=libraries /app /app
COPY --from=jars /jars /jars
COPY docker /docker
RUN install -d -o postgres /app/cache
USER postgres
RUN /docker/train /app/cache/services.aot

FROM libraries AS cache-none
RUN install -d /app/cache

FROM cache-${CACHE} AS cache

# --- one service -----------------------------------------------------------------------------------------------------

FROM libraries AS service
COPY --from=cache --chown=root:root /app/cache /app/cache
COPY --from=jars /jars/own /app/own
ARG SERVICE
COPY --from=jars /jars/services/${SERVICE} /app/service
ARG PORT
# A container's loopback is its own: to be reached at all, a service has to listen on all of its addresses.
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=${PORT}
EXPOSE ${PORT}
LABEL org.opencontainers.image.title=${SERVICE} org.opencontainers.image.licenses=Apache-2.0
# Writes nothing but temporary files: docker run --read-only --tmpfs /tmp:exec (native parts are unpacked there).
USER 10001:10001
WORKDIR /tmp
# Ready to answer, by its own word: with its database, whether Kafka is there or not.
HEALTHCHECK --interval=10s --timeout=5s --start-period=3m --retries=6 \
    CMD curl -fsS -o /dev/null http://127.0.0.1:${SERVER_PORT}/actuator/health/readiness
ENTRYPOINT ["java", "-XX:AOTCache=/app/cache/services.aot", "@/app/java.options", "@/app/service/main"]
