// An AT Protocol network for the tests: PLC directory, PDS, bsync and AppView in one process, on 127.0.0.1 alone.
//
//   node atproto.mjs <folder with node_modules> <PostgreSQL URL> ['{"rateLimitsEnabled": true}']
//
// Prints one line of JSON with its addresses when it stands. Ends, with 0, on SIGTERM, on SIGINT, and when its
// standard input closes: it can't outlive who started it. The moderation service (Ozone) is left out.
import http from 'node:http';
import net from 'node:net';
import dns from 'node:dns';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const LOOPBACK = '127.0.0.1';
const NO_MODERATOR = 'did:example:moderator';
const [, , packages, database, settings = '{}'] = process.argv;

// dev-env names no host when it listens, which would mean every interface.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenOnLoopback(...args) {
  const rest = args.filter((one) => typeof one === 'function');
  const first = args[0];
  const port = typeof first === 'object' && first !== null ? first.port : first;
  return listen.call(this, { port: Number(port ?? 0) || anyPort(), host: LOOPBACK }, ...rest);
};

// dev-env looks for a port that is free, lets it go and listens there later: meanwhile a connection that somebody opens may
// get it. Below 32768 the system gives none away by itself.
function anyPort() {
  return 20_000 + Math.floor(Math.random() * 12_000);
}
dns.setDefaultResultOrder('ipv4first'); // its parts call each other as localhost

const { TestBsky, TestBsync, TestNetwork, TestPds, TestPlc, mockNetworkUtilities } = await import(
  pathToFileURL(resolve(packages, 'node_modules/@atproto/dev-env/dist/index.js'))
);

async function start() {
  const apiKey = 'bsync-key';
  const plc = await TestPlc.create({});
  const bsync = await TestBsync.create({ apiKeys: [apiKey], dbUrl: database, dbSchema: 'bsync' });
  const pdsPort = await freePort();
  const bsky = await TestBsky.create({
    plcUrl: plc.url,
    pdsPort,
    bsyncApiKey: apiKey,
    bsyncUrl: bsync.url,
    repoProvider: `ws://localhost:${pdsPort}`,
    dbPostgresUrl: database,
    dbPostgresSchema: 'appview',
    modServiceDid: NO_MODERATOR,
    labelsFromIssuerDids: [NO_MODERATOR],
  });
  bsync.ctx.dataplaneClients = [bsky.ctx.dataplane];
  const pds = await TestPds.create({
    port: pdsPort,
    didPlcUrl: plc.url,
    bskyAppViewUrl: bsky.url,
    bskyAppViewDid: bsky.ctx.cfg.serverDid,
    ...JSON.parse(settings),
  });
  mockNetworkUtilities(pds, bsky);
  const noOzone = { processAll: async () => {}, close: async () => {} };
  return new TestNetwork(plc, pds, bsync, bsky, noOzone);
}

async function freePort() {
  const server = net.createServer();
  await new Promise((done) => server.listen(0, done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// What XRPC has no call for: wait until the AppView has seen everything.
const CONTROLS = {
  '/processed': (network) => network.processAll(30_000),
};

async function control(network) {
  const server = http.createServer(async (request, response) => {
    const act = request.method === 'POST' ? CONTROLS[request.url] : undefined;
    try {
      if (!act) throw Object.assign(new Error(`no such control: ${request.method} ${request.url}`), { status: 404 });
      await act(network);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    } catch (error) {
      response.writeHead(error.status ?? 500).end(String(error.stack ?? error));
    }
  });
  await new Promise((done) => server.listen(0, done));
  return server;
}

const network = await start();
const panel = await control(network);
let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(3), 15_000).unref(); // somebody holds on: say so by the code
  panel.closeAllConnections();
  panel.close();
  await network.close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop);
process.stdin.on('end', stop).on('close', stop).resume();

const here = (url) => url.replace('localhost', LOOPBACK);
console.log(
  JSON.stringify({
    pds: here(network.pds.url),
    appview: here(network.bsky.url),
    plc: here(network.plc.url),
    bsync: here(network.bsync.url),
    control: `http://${LOOPBACK}:${panel.address().port}`,
    appview_did: network.bsky.serverDid,
    pid: process.pid,
  }),
);
