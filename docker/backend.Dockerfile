# An image that has no shell, with what a health check needs and a data directory of its user. Build context: this folder.
ARG IMAGE=grafana/loki:3.7.8

FROM busybox:1.37.0-musl AS tools
RUN mkdir /data

FROM ${IMAGE}
COPY --from=tools /bin/busybox /opt/botscope/busybox
# A new volume takes its owner from here.
COPY --from=tools --chown=10001:10001 /data /data
USER 10001:10001
