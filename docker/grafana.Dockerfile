# Grafana with the app plugin in it. Build context: the repository.
FROM node:24.21.0-bookworm-slim AS plugin
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY conventions/package.json conventions/
COPY otlp/package.json otlp/
COPY delta/package.json delta/
COPY audit-chain/package.json audit-chain/
COPY records/package.json records/
COPY instrumentation/package.json instrumentation/
COPY plugin/package.json plugin/
COPY gateway/package.json gateway/
COPY sidecar/package.json sidecar/
COPY standalone/package.json standalone/
COPY demo/package.json demo/
COPY bench/package.json bench/
COPY tests/package.json tests/
RUN npm ci --ignore-scripts --workspace=plugin
COPY conventions/src conventions/src
COPY delta/src delta/src
COPY audit-chain/src audit-chain/src
COPY records/src records/src
COPY tsconfig.base.json ./
COPY plugin plugin
RUN npm run build --workspace=plugin

FROM grafana/grafana:12.4.10
COPY --from=plugin /app/plugin/dist /opt/botscope/plugins/botscope-logs-app
USER 472:0
