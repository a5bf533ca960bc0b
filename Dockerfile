# One image, two commands: the api and the worker.
ARG NODE_IMAGE=node:24-bookworm-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# With the optional packages: the build tools bring their native parts as such.
RUN npm ci --no-audit --no-fund
COPY . .
# What runs is in dist/. Nothing that builds or tests it stays, nor the Postgres of `npm start`, which is an optional package.
# Temporal's native core comes for every platform; this one's is enough.
RUN npm run build && npm prune --omit=dev --omit=optional --no-audit --no-fund && \
    find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 \
      ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -rf {} +

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
# What is freed goes back to the system, also what Temporal's native core had.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
# Temporal's native core checks certificates with the system's own.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Owned by root: the service cannot write its own code.
COPY --from=build /app ./
USER node
EXPOSE 3000
ENTRYPOINT ["tini", "--"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=4", "--expose-gc", "dist/api/main.js"]
