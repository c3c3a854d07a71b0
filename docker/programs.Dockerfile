# Gateway, sidecar and demo bot: one image, three commands. Build context: the repository.
FROM node:24.21.0-bookworm-slim AS dependencies
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
RUN npm ci --ignore-scripts --omit=dev --omit=optional --workspace=gateway --workspace=sidecar --workspace=demo

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app ./
COPY conventions/src conventions/src
COPY otlp/src otlp/src
COPY delta/src delta/src
COPY audit-chain/src audit-chain/src
COPY records/src records/src
COPY instrumentation/src instrumentation/src
COPY gateway/src gateway/src
COPY sidecar/src sidecar/src
COPY demo/src demo/src
COPY demo/public demo/public
# A new volume takes its owner from here.
RUN install -d -o node -g node /data
USER 1000:1000
ENTRYPOINT ["node", "--conditions=@botscope/source", "--disable-warning=ExperimentalWarning"]
