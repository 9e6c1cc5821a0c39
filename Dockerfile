FROM python:3.12-slim AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /venv
COPY requirements/runtime.txt requirements/
RUN /venv/bin/pip install --require-hashes -r requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY slackapp slackapp
RUN /venv/bin/pip install --no-deps --no-build-isolation .

FROM python:3.12-slim
# Webhooks and networks are checked against the system's certificates.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin rapport \
    && install --directory --owner=rapport --group=rapport --mode=0700 /data
COPY --from=built /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 RAPPORT_DATA_DIR=/data
USER rapport
WORKDIR /data
VOLUME /data
# In Socket Mode nothing listens: then the process itself is the only sign of life.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
    "import os, urllib.request as web; port = os.getenv('PORT'); os.getenv('SLACK_SIGNING_SECRET') and port and web.urlopen(f'http://127.0.0.1:{port}/healthz', timeout=4)"]
ENTRYPOINT ["rapport"]
CMD ["run"]
